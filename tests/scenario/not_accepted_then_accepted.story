# Their system confirms only after the four hours: the task about it closes by itself, and the ladder does not climb further meanwhile.
partner   late silent that-confirms
site      pics.example at late
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
answers   held 5h
advance   4h40m
expect    task not_accepted P; alert not_accepted; rung P 2; mails late 2; P AwaitingReceipt
advance   1h
expect    P AwaitingRemoval; no-task not_accepted P; rung P 2; notice P first delivered; notice P escalation delivered
advance   1d
expect    rung P 2; notice P reminder
