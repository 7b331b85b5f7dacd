# Something else stands there when the next contact is to be told. Judged again, it is told.
partner   deaf silent with-postmaster
site      pics.example at deaf
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   3h55m
expect    P AwaitingReceipt
page      P becomes changed
advance   25m
expect    P AwaitingReassessment; task not_accepted P; notices P 1
looks     fail 1h
assess    P illegal_baseline
expect    P LookingBeforeReminder
advance   1h30m
expect    P AwaitingReceipt; notices P 2; mails deaf 1; rung P 1
