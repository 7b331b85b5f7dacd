# The good way: reported, assessed, asked, answered, checked, closed.
start     2030-01-07T08:00Z
partner   quick prompt
site      pics.example at quick
page      P http://pics.example/v/1.html
report    P
advance   1m
expect    P AwaitingAssessment; task assess P
assess    P illegal_baseline by anna
expect    triage P Illegal; P LookingBeforeNotice
advance   1m
expect    P NoticePending; mails quick 0
advance   15m
expect    P AwaitingReceipt; mails quick 1; notice P first accepted
advance   6m
expect    P AwaitingRemoval; notice P first delivered
advance   4h
expect    P ClosedGone; spells P 1; mails quick 1; event P ClaimedGone; event P ConfirmedGone
