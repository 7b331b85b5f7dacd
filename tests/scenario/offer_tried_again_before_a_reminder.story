# The same, of an offer to a partner.
partner   hotline-de silent in DE as partner_hotline
partner   far silent in DE
site      pics.example at far
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
report    P Q
advance   1m
assess    P illegal_baseline
assess    Q illegal_baseline
advance   10m
relay     down 20m
relay     hesitates 50h
until     P AwaitingPartner
advance   47h
looks     held 3d
until     P LookingBeforeNotice
withdraw  Q
advance   3h
expect    P LookingBeforeNotice; notice P first accepted; notice P first voided
