# Our own relay is away: nobody's attempts are used up, people hear of it once, and what waited too long is looked at again first.
partner   quick prompt
site      pics.example at quick
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
report    P Q
advance   1m
relay     down 6h
assess    P illegal_baseline
assess    Q illegal_baseline
advance   3h
expect    alert connector_down; mails quick 0
advance   3h30m
expect    mails quick 1; copies 0; together P Q first
advance   5h
expect    P ClosedGone; Q ClosedGone
