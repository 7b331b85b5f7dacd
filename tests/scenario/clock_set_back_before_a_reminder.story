# A reminder was due and waited for its look when the clock was set back: it is not due any more, and comes in its time.
partner   deaf silent
site      pics.example at deaf
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   20m
looks     fail 1d
advance   23h58m
expect    P LookingBeforeReminder; no-notice P reminder
clock     set -5h
looks     fail 1s
report    P
advance   15m
expect    P AwaitingReceipt; no-notice P reminder
advance   6h
expect    notice P reminder
