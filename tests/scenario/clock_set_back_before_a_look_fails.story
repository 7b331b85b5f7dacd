# A reminder was due and waited for its look when the clock was set back. The look fails, and the reminder is not due any more.
failures-before-task 1
partner   deaf silent
site      pics.example at deaf
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   24h14m
looks     held 15m
looks     fail 3h
advance   2m
expect    P LookingBeforeReminder
clock     set -20m
advance   14m
expect    P AwaitingReceipt; no-notice P reminder
