# Nobody answers: a reminder at the deadline, then the next rung with a copy to the network and a proposed referral.
partner   deaf silent
partner   transit prompt as network
site      pics.example at deaf
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   20m
expect    P AwaitingReceipt; mails deaf 1; rung P 1
# The recipient's own system never confirmed: within four hours a person is told, and the ladder goes on without it.
advance   4h30m
expect    task not_accepted P; alert not_accepted; rung P 2; mails deaf 2; mails transit 1
expect    task propose_referral P; alert escalated; notice P escalation; notice P copy
