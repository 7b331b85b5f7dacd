# Withdrawn and erased while its notice waits for the relay: the notice is given up before its message goes, the other one in it goes out
# under a new number, and the program starts again without minding.
partner   deskful refusing
site      pics.example at deskful
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
report    P Q
advance   1m
relay     down 40m
assess    P illegal_baseline
assess    Q illegal_baseline
advance   20m
expect    together P Q first; P AwaitingRelay
erase     P refused
withdraw  P by anna
erase     P by lotte
crash     at-rest
expect    notice P first voided; no-notice P retraction
advance   1h
expect    mails deskful 1; notice Q first delivered; no-notice P first sealed; P ClosedWithdrawn
