# Missed once and seen again, in each state before the removal: nothing follows but another look.
no-road   abroad
partner   host silent
partner   far silent in US
partner   sleeper silent unapproved
site      pics.example at host
site      vids.example at far
site      board.example at sleeper
page      A http://pics.example/v/1.html
page      D http://pics.example/v/2.html
page      X http://vids.example/v/3.html
page      R http://board.example/v/4.html
report    A D X R
advance   1m
assess    D doubtful
assess    X illegal_baseline
assess    R illegal_baseline
page      A becomes gone_404
page      D becomes gone_404
page      X becomes gone_404
page      R becomes gone_404
report    A D X R
expect    event A Missed; event D Missed; event X Missed
page      A becomes content
page      D becomes content
page      X becomes content
page      R becomes content
advance   5m
expect    triage A AwaitingAssessment; event A SeenOnline; triage D AwaitingSecondOpinion; event D SeenOnline; triage X NeedsExchangeRoad; event X SeenOnline
