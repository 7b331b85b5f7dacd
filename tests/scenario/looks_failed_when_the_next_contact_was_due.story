# Not accepted in time, and before the look for the next contact has failed, the recipient confirms: nobody else needs to be told.
failures-before-task 1
partner   late silent that-confirms with-postmaster one-by-one
site      pics.example at late
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
answers   held 4h10m
advance   5m
looks     held 4h14m
looks     fail 5h
advance   4h
expect    P LookingBeforeReminder
advance   6m
expect    P LookingBeforeReminder; no-task not_accepted P
advance   10m
expect    P AwaitingRemoval; notices P 1; mails late 1
