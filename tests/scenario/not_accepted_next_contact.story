# Not accepted in time, and the recipient has another approved contact: the same notice goes there, too; the rung and the deadline stay.
partner   deaf silent with-postmaster
site      pics.example at deaf
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   20m
expect    P AwaitingReceipt; notices P 1; mails deaf 1
advance   5h
expect    P AwaitingReceipt; alert not_accepted; task not_accepted P; notices P 2; no-notice P escalation; no-notice P reminder; rung P 1; mails deaf 1
advance   10h
expect    notices P 2; rung P 1; alerts not_accepted 1; no-alert removal_late
advance   9h30m
expect    alert removal_late; notice P reminder; task propose_referral P; rung P 1
