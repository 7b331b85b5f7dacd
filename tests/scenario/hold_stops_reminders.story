# A hold after the first notice: the deadline passes without a reminder.
partner   idle refusing
site      pics.example at idle
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   30m
expect    mails idle 1
hold      P by police until 3d
advance   2d
expect    P Held; mails idle 1
