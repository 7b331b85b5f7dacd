# Nobody confirms: no time runs, and a person is told. Once they have it, twelve hours later it is a breach: a person, a reminder, and the next
# on the ladder; the network only where a person approves it.
authority nl_atkm_csam
partner   host silent
partner   carrier silent as network
site      pics.example at host
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   20m
expect    P AwaitingReceipt; no-alert order_not_received
advance   1h
expect    P AwaitingReceipt; alert order_not_received; task order_not_received P
advance   20h
expect    P AwaitingReceipt; no-alert order_breached; no-task order_breached P
answer    order_not_received P received
expect    P AwaitingRemoval; no-task order_not_received P
advance   11h50m
expect    no-alert order_breached; alert removal_near; mails host 1
advance   30m
expect    alert order_breached; task order_breached P; notice P reminder; mails host 2; rung P 1; P AwaitingRemoval
# No cache stands in front of it, so the question about the network comes next.
advance   1h30m
expect    rung P 3; task approve_network P; mails carrier 0; P AwaitingRemoval
next_rung P refused
answer    approve_network P go_on
expect    task approve_network P; P AwaitingRemoval
answer    approve_network P next_rung
advance   10m
expect    rung P 4; mails carrier 1; P AwaitingReceipt; no-task approve_network P
# Its own time runs from its own receipt.
answer    order_breached P go_on
say       P received
expect    P AwaitingRemoval
advance   11h
expect    alerts order_breached 1
advance   3h30m
expect    alerts order_breached 2; mails carrier 2; P LadderExhausted; task ladder_exhausted P; alert ladder_exhausted
answer    ladder_exhausted P go_on
advance   10m
expect    P AwaitingReceipt; rung P 1; mails host 3
