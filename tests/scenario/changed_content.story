# Something else answers there now: nothing is said about it until somebody has seen it.
partner   idle refusing
site      pics.example at idle
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   2h
page      P becomes changed
advance   3h
expect    P AwaitingReassessment; task reassess P
advance   2d
expect    mails idle 1
assess    P not_illegal by anna
advance   5m
expect    P ClosedNotIllegal; notice P retraction; mails idle 2
