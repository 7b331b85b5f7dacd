# The relay says what became of a notice when its requests are closed already: taken, and not taken.
partner   deaf silent
partner   mute silent
site      pics.example at deaf
site      vids.example at mute
page      E http://pics.example/v/1.html
page      W http://pics.example/v/2.html
page      G http://pics.example/v/3.html
page      N http://pics.example/v/4.html
page      F http://vids.example/v/5.html
page      X http://vids.example/v/6.html
page      H http://vids.example/v/7.html
page      O http://vids.example/v/8.html
page      Z http://vids.example/v/9.html
report    E W G N F X H O Z
advance   1m
assess    E illegal_baseline
assess    W illegal_baseline
assess    G illegal_baseline
assess    N illegal_baseline
relay     hesitates 6h
advance   16m
expect    E AwaitingRelay; W AwaitingRelay; mails deaf 1
page      E becomes gone_404
expired   E
withdraw  W
give_up   G
assess    N not_illegal
advance   10m
relay     refuses 1h
assess    F illegal_baseline
assess    X illegal_baseline
assess    H illegal_baseline
assess    O illegal_baseline
assess    Z illegal_baseline
advance   16m
expect    F AwaitingRelay; X AwaitingRelay
page      F becomes gone_404
page      Z becomes gone_404
report    Z
expired   F
withdraw  X
give_up   H
assess    O not_illegal
advance   6h
expect    E ClosedExpired; W ClosedWithdrawn; G ClosedGivenUp; N ClosedNotIllegal
expect    event E RelayAccepted; event W RelayAccepted; event G RelayAccepted; event N RelayAccepted
expect    F ClosedExpired; X ClosedWithdrawn; H ClosedGivenUp; O ClosedNotIllegal
expect    event F NoticeUndeliverable; event X NoticeUndeliverable; event H NoticeUndeliverable; event O NoticeUndeliverable
expect    Z ClosedGone; event Z NoticeUndeliverable
