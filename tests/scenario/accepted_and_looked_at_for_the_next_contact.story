# The same with a look that answers: it is there, and nobody else needs to be told.
partner   late silent that-confirms with-postmaster
site      pics.example at late
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
answers   held 4h40m
advance   20m
looks     fail 4h35m
advance   4h
expect    P LookingBeforeReminder
advance   50m
expect    P AwaitingRemoval; notices P 1; mails late 1; no-task not_accepted P
