# The relay does not say what became of the notice. A reminder is gathered and a hold stops it; released, it still waits for that word until the next
# rung is due.
partner   deaf silent
site      pics.example at deaf
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
relay     hesitates 27h
advance   24h20m
expect    P AwaitingReceipt; notice P reminder
hold      P by police until 2h
release_hold P by lotte
expect    P AwaitingRelay; rung P 1
advance   3h
expect    rung P 2; notice P escalation
