# A reminder was due and waited for a look that never came when the clock was set back: the look counts as failed, and the reminder is not due.
failures-before-task 1
partner   deaf silent
site      pics.example at deaf
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   23h
looks     held 12h
advance   1h16m
expect    P LookingBeforeReminder; no-notice P reminder
clock     set -2h
report    P
advance   30m
expect    P AwaitingReceipt; no-notice P reminder
