# Looked up on Friday, assessed on Monday: the notice goes to whoever hosts it then.
start     2030-01-04T16:00Z
partner   idle silent
partner   other silent
site      pics.example at idle
page      P http://pics.example/v/1.html
report    P
advance   10m
move      pics.example to other
advance   64h
assess    P illegal_baseline
advance   30m
expect    mails idle 0; mails other 1
