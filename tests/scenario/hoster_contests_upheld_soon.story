# Upheld long before the deadline: the hoster is told again at once, and that is not the reminder of 24 hours.
partner   proud contesting
site      pics.example at proud
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline by anna
advance   5h
expect    P AwaitingSecondPerson; mails proud 1
uphold    P by bram
advance   30m
expect    mails proud 2; notice P reminder; rung P 1; no-task propose_referral P; no-alert removal_late
advance   8h
expect    P ClosedGone; no-notice P escalation
