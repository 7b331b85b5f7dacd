# Somebody sets the machine's clock back by two days, and later right again: late perhaps, but nothing is lost.
partner   idle refusing
site      pics.example at idle
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   30m
clock     set -2d
advance   2h
crash     at-rest
clock     set +0s
advance   23h
expect    notice P reminder; mails idle 2
