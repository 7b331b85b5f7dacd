# Erased while its retraction waits: refused until the retraction has left, since without the address nobody would know what is taken back.
partner   deskful refusing
site      pics.example at deskful
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   20m
expect    mails deskful 1
relay     down 20m
withdraw  P by anna
advance   5m
erase     P refused
crash     at-rest
advance   1h
expect    mails deskful 2; notice P retraction accepted
erase     P by lotte
crash     at-rest
advance   5m
expect    mails deskful 2
