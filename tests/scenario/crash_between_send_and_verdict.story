# The program ends after the mail was taken and before that was written down: sent again under the same number, and marked.
partner   quick prompt
site      pics.example at quick
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
crash     after-send
advance   20m
expect    mails quick 1; copies 1; notice P first
advance   5h
expect    P ClosedGone; mails quick 1
