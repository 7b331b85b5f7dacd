# Their system confirms only after the four hours: the task about it closes by itself, and no rung was climbed for it.
partner   late silent that-confirms
site      pics.example at late
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
answers   held 5h
advance   4h40m
expect    task not_accepted P; alert not_accepted; rung P 1; mails late 1; P AwaitingReceipt
advance   1h
expect    P AwaitingRemoval; no-task not_accepted P; rung P 1; notice P first delivered; no-notice P escalation
advance   19h15m
expect    rung P 1; notice P reminder; task propose_referral P; alert removal_late
