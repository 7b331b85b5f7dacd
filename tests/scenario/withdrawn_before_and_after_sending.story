# Taken back before it left: nobody hears of it, and the other one in the same notice goes out all the same.
# Taken back after it left: a retraction follows.
partner   deskful refusing
site      pics.example at deskful
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
report    P Q
advance   1m
assess    P illegal_baseline
assess    Q illegal_baseline
advance   5m
expect    P NoticePending; Q NoticePending; together P Q first
withdraw  P by anna
expect    P ClosedWithdrawn; Q NoticePending
advance   20m
expect    mails deskful 1; P ClosedWithdrawn; Q AwaitingRemoval
withdraw  Q by anna
advance   5m
expect    Q ClosedWithdrawn; notice Q retraction accepted; no-notice P retraction; mails deskful 2
