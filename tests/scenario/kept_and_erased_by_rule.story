# An address is kept for a year after its removal, longer while it is held by law, and no longer. Reported again it is known, and named anew.
partner   quick prompt
site      pics.example at quick
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
report    P
report    Q
advance   1m
assess    P illegal_baseline
assess    Q illegal_baseline
advance   1h
page      P becomes gone_404
page      Q becomes gone_404
advance   3h
expect    P ClosedGone; Q ClosedGone
legal_hold P by anna refused
legal_hold P by lotte
legal_hold P by lotte refused
erase     P by lotte refused
advance   360d
reveal    Q by lotte
advance   10d
legal_hold Q by lotte refused
advance   100d
reveal    P by lotte
legal_release P by lotte
advance   1d
legal_hold P by lotte refused
expect    P ClosedGone; Q ClosedGone; reported P 1
report    P by police
advance   5m
expect    reported P 2
reveal    P by lotte
