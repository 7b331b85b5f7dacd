# A partner that has a form and nothing for machines: a person files what was prepared, and the clocks run from when they say they did.
partner   portal silent by-form dsa_notice
site      pics.example at portal
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   20m
expect    P NoticePending; desk-task hand_over; mails portal 0; notice P first sealed; no-event P NoticeAttempted
expect    says P http://pics.example/v/1.html; says P Where it is
# Not at a time to come, not before it was prepared, and not with an answer of another task.
answer    hand_over P filed ago 3h refused
answer    hand_over P go_on refused
advance   40m
expect    desk-task hand_over; P NoticePending
answer    hand_over P filed ticket 4711 ago 30m
expect    P AwaitingRemoval; event P RecipientAccepted; notice P first delivered
advance   23h15m
expect    no-event P GivenUp; rung P 1; no-task propose_referral P
# 24 hours after it was filed, not after it was told.
advance   20m
expect    task propose_referral P; alert removal_late
