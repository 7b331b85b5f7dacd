# The same, when the site came to a host at home.
partner   hotline-de silent in DE as partner_hotline
partner   far silent in DE
partner   near silent
site      pics.example at far
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
report    P Q
advance   1m
assess    P illegal_baseline
assess    Q illegal_baseline
relay     down 40m
relay     hesitates 70m
until     P AwaitingPartner
expect    together P Q first
move      pics.example to near
relocate  P
advance   1m
expect    partner_referral P FollowedHere
withdraw  Q
advance   3h
expect    partner_referral P FollowedHere; notice P@partner_referral first accepted; notice P@partner_referral first voided
