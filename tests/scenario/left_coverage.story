# No hotline in that country: it has left the exchange's coverage, and police are asked by way of our own. Looks go on.
partner   bureau silent in NL as police
partner   foreign silent in US as police
partner   host silent in US
site      pics.example at host
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   30m
expect    event P LeftCoverage; mails bureau 1; mails foreign 0; mails host 0; P AwaitingPartner; rung P 2
advance   2d
page      P becomes gone_404
advance   2d
expect    P ClosedGone
