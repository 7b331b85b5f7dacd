# The good way: reported, assessed, asked, answered, checked, closed.
start     2030-01-07T08:00Z
partner   quick prompt
site      pics.example at quick
page      P http://pics.example/v/1.html
report    P
advance   1m
expect    P AwaitingAssessment; task assess P
assess    P illegal_baseline by anna
# The look before speaking is made at once; the notice gathers others for a quarter of an hour.
expect    triage P Illegal; P NoticePending; event P SeenOnline; mails quick 0; no-task assess P
advance   14m
expect    P NoticePending; mails quick 0
advance   2m
expect    P AwaitingReceipt; mails quick 1; notice P first accepted
advance   6m
expect    P AwaitingRemoval; notice P first delivered; event P Acknowledged
advance   4h
expect    P ClosedGone; spells P 1; mails quick 1; event P ClaimedGone; event P ConfirmedGone
expect    no-alert removal_near; no-alert false_claim; no-task read_answer P
