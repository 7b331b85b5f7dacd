# The mailbox does not exist: the bounce revokes the acceptance, the second contact is tried, then the next rung.
partner   hollow bouncing with-postmaster
partner   transit prompt as network
site      pics.example at hollow
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   1h20m
expect    alert bounced; event P NoticeBounced; notice P first bounced
advance   3h
expect    no-notice P first accepted; task propose_referral P
