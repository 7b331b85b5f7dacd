# A desk that says "received" and does nothing: the deadline of 24 hours passes, one reminder, two hours later the next rung.
partner   liar refusing
partner   transit prompt as network
site      pics.example at liar
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   30m
expect    P AwaitingRemoval; rung P 1; no-notice P reminder
advance   8h
expect    P AwaitingRemoval; task refused P; alert refused
advance   16h15m
expect    notice P reminder; alert removal_late; rung P 1; mails liar 2
advance   2h30m
expect    rung P 2; notice P escalation; task propose_referral P; mails liar 3; mails transit 1
