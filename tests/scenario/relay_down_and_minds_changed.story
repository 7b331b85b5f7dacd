# The relay is down for hours, each notice was tried once, and nothing of them has arrived. Meanwhile one page is gone, one is withdrawn, one
# is held by the police: when the relay is back, none of the three is spoken of, the rest goes out after a look, and nothing is taken back.
partner   deskful refusing
partner   other refusing
site      pics.example at deskful
site      board.example at other
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
page      R http://pics.example/v/3.html
page      S http://pics.example/v/4.html
page      T http://board.example/v/5.html
report    P Q R S T
advance   1m
relay     down 4h
assess    P illegal_baseline
assess    Q illegal_baseline
assess    R illegal_baseline
assess    S illegal_baseline
assess    T illegal_baseline
advance   20m
expect    together P S first; event T NoticeAttempted
page      P becomes gone_404
withdraw  Q by anna
hold      R by police until 10h
hold      T by police until 10h
expect    Q ClosedWithdrawn; R Held; notice T first voided
advance   3h30m
expect    P ClosedGone; mails deskful 0
advance   30m
expect    mails deskful 1; mails other 0; notice S first delivered; no-notice P first delivered; no-notice Q first delivered; no-notice R first delivered
expect    no-notice Q retraction
release_hold T by anna
advance   1h
expect    mails other 1; notice T first delivered; no-notice T reminder
