# Nobody answers, not even a machine: "not accepted" after four hours, the hoster's management, and so on to the end of the ladder.
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
# The recipient's own system never confirmed: within four hours a person is told, and the ladder goes on without it.
advance   30m
expect    task not_accepted P; alert not_accepted; rung P 2; mails deaf 2; P AwaitingReceipt
expect    task propose_referral P; alert escalated; notice P escalation; no-notice P reminder
# Management takes nothing either. The network above is not told before somebody approves it.
advance   4h30m
expect    rung P 3; task approve_network P; mails deaf 2; mails transit 0; P AwaitingRemoval
advance   3d
expect    rung P 3; task approve_network P; mails deaf 2; mails transit 0
