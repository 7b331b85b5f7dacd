# Not accepted in time, and before the look for the next contact has its result, the recipient confirms: nobody else needs to be told.
failures-before-task 1
partner   late silent that-confirms with-postmaster
site      pics.example at late
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
answers   held 4h30m
advance   20m
expect    P AwaitingReceipt
looks     held 10h
advance   4h
expect    P LookingBeforeReminder; task not_accepted P
advance   15m
expect    P LookingBeforeReminder; no-task not_accepted P
advance   30m
expect    P AwaitingRemoval; notices P 1; mails late 1
