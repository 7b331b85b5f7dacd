# Where something lies that was erased nobody can ask any more, whatever it was closed as.
no-road   abroad
partner   host silent
partner   far silent in US
site      pics.example at host
site      vids.example at far
page      N http://pics.example/v/1.html
page      I http://pics.example/v/2.html
page      E http://pics.example/v/3.html
page      G http://pics.example/v/5.html
page      T http://pics.example/v/6.html
page      V http://pics.example/v/7.html
page      U http://pics.example/v/8.html
page      M http://pics.example/v/9.html
page      X http://vids.example/v/4.html
report    N I E G T V U M X
advance   1m
assess    N not_illegal
assess    I inaccessible
assess    E illegal_baseline
assess    X illegal_baseline
give_up   G
withdraw  T
assess    V illegal_baseline
withdraw  V
assess    U illegal_baseline
give_up   U
assess    M illegal_baseline
assess    M not_illegal
page      E becomes gone_404
expired   E
page      X becomes gone_404
report    X
advance   30m
expect    triage N NotIllegal; triage I Inaccessible; E ClosedExpired; triage X GoneBeforeExchange
erase     N by lotte
erase     I by lotte
erase     E by lotte
erase     G by lotte
erase     T by lotte
erase     V by lotte
erase     U by lotte
erase     M by lotte
erase     X by lotte
relocate  N
relocate  I
relocate  E
relocate  G
relocate  T
relocate  V
relocate  U
relocate  M
relocate  X
expect    triage N NotIllegal; event N LocatingFailed; event I LocatingFailed; event E LocatingFailed; event X LocatingFailed; E ClosedExpired
expect    triage G ClosedGivenUp; event G LocatingFailed; triage T TakenBack; event T LocatingFailed; V ClosedWithdrawn; event V LocatingFailed
expect    U ClosedGivenUp; event U LocatingFailed; M ClosedNotIllegal; event M LocatingFailed
