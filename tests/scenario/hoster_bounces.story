# The mailbox does not exist: the bounce revokes the acceptance, the second contact is tried, then the next rung, then a person.
partner   hollow bouncing with-postmaster
partner   transit prompt as network
site      pics.example at hollow
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   16m
expect    P AwaitingReceipt; notice P first accepted; mails hollow 1
advance   1h10m
expect    alert bounced; event P NoticeBounced; notice P first bounced; no-notice P first accepted; no-notice P reminder
# Both contacts are dead, so management cannot be told either: a person decides about the network above.
advance   1h
expect    event P NoticeUndeliverable; alert undeliverable; task propose_referral P; task approve_network P; rung P 3; mails transit 0
answer    approve_network P next_rung by lotte
advance   20m
expect    rung P 4; mails transit 1; alert escalated
advance   4h
expect    P ClosedGone; no-task propose_referral P; no-task approve_network P
