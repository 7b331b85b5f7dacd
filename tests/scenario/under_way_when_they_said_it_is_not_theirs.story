# An escalation was under way when the recipient said that it does not host that: it may have arrived, so it is not stopped, and its next try is
# another notice, since one of the two was taken back.
partner   deaf silent
site      pics.example at deaf
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
report    P Q
advance   1m
assess    P illegal_baseline
assess    Q illegal_baseline
advance   4h20m
expect    P AwaitingReceipt; task not_accepted P
next_rung P
next_rung Q
advance   10m
expect    P NoticePending; together P Q escalation
look-ups  held 5h
relay     down 20m
relay     hesitates 30m
advance   6m
expect    P AwaitingRelay
answer    not_accepted P not_theirs
withdraw  Q
expect    P Locating
advance   40m
expect    P Locating; notice P escalation accepted; notice P escalation voided
