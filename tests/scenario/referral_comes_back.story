# It comes back: a person refers it otherwise and says when they have it. Gone before it could be said, nobody is told; in doubt, nobody is either.
partner   bureau bouncing in NL as police
partner   host silent
site      pics.example at host
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
page      R http://pics.example/v/3.html
page      S http://pics.example/v/4.html
report    P Q R S
advance   1m
assess    P,Q,R,S illegal_baseline
advance   20m
refer     P police
advance   2h
expect    P@law_enforcement NotReached; task refer_by_hand P@law_enforcement; alert undeliverable
answer    refer_by_hand P@law_enforcement go_on
advance   10m
expect    P@law_enforcement NotReached; task refer_by_hand P@law_enforcement
answer    refer_by_hand P@law_enforcement received
expect    P@law_enforcement ClosedReported
page      Q becomes gone_404
refer     Q police
advance   1h
expect    Q@law_enforcement ClosedGone; notices Q@law_enforcement 0; alert gone_before_referral
looks     held 4h
advance   40m
refer     R police
refer     S police
expect    R@law_enforcement Looking
assess    R doubtful
assess    S not_illegal
expect    R@law_enforcement InDoubt; task reassess R@law_enforcement; S@law_enforcement ClosedNotIllegal
second_opinion R illegal_national by bram
expect    R@law_enforcement Looking
withdraw  R
expect    R@law_enforcement ClosedWithdrawn
refer     R police refused
expect    R@law_enforcement ClosedWithdrawn
