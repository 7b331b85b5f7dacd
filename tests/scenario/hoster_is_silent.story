# Nobody answers, not even a machine: a task and an alert after four hours, one deadline at 24 hours with a reminder and a proposed referral,
# then the hoster's management, and so on to the end of the ladder.
partner   deaf silent
partner   transit prompt as network
site      pics.example at deaf
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   20m
expect    P AwaitingReceipt; mails deaf 1; rung P 1; no-alert not_accepted
advance   3h40m
expect    P AwaitingReceipt; rung P 1; no-task not_accepted P
# The recipient's own system never confirmed within four hours: a person is told. That is no step of the ladder.
advance   1h
expect    task not_accepted P; alert not_accepted; rung P 1; mails deaf 1; P AwaitingReceipt; notices P 1
expect    no-task propose_referral P; no-alert escalated; no-notice P escalation
advance   19h
expect    rung P 1; mails deaf 1; alert removal_near; no-alert removal_late; no-task propose_referral P
# 24 hours after the notice left.
advance   45m
expect    alert removal_late; notice P reminder; task propose_referral P; rung P 1; mails deaf 2; no-notice P escalation
advance   2h15m
expect    rung P 2; mails deaf 3; alert escalated; notice P escalation; P AwaitingReceipt
# Management takes nothing either. The network above is not told before somebody approves it; the deadline was one, and was told of once.
advance   49h
expect    rung P 3; task approve_network P; mails deaf 4; mails transit 0; P AwaitingRemoval; alerts removal_late 1
advance   3d
expect    rung P 3; task approve_network P; mails deaf 4; mails transit 0; alerts removal_late 1
