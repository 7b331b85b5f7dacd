# A ticket system that says "received", and nobody behind it: at 24 hours a reminder and a proposed referral, two hours later the
# hoster's management, a day after that its reminder, and then a person.
partner   idle silent that-confirms
partner   transit prompt as network
site      pics.example at idle
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   30m
expect    P AwaitingRemoval; rung P 1; no-notice P reminder; event P Acknowledged
advance   17h
expect    no-alert removal_near
advance   6h30m
expect    alert removal_near; no-alert removal_late; mails idle 1; no-task propose_referral P
# 24 hours after the notice left.
advance   15m
expect    alert removal_late; notice P reminder; task propose_referral P; rung P 1; mails idle 1
advance   15m
expect    mails idle 2; P AwaitingRemoval; no-notice P escalation
# Decided once, it is not asked again when management is written to.
answer    propose_referral P go_on by lotte
advance   2h15m
expect    rung P 2; notice P escalation; alert escalated; mails idle 3; no-task propose_referral P; mails transit 0
advance   24h15m
expect    rung P 2; mails idle 4
advance   1d
expect    rung P 3; task approve_network P; mails idle 4; mails transit 0
