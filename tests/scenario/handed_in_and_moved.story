# Handed to us, and then hosted elsewhere: the partner is told that it moved, and nothing after that; the hotline there is offered it.
partner   prague silent in CZ as partner_hotline
partner   vienna silent in AT as partner_hotline
partner   here silent
partner   there silent in AT
site      pics.example at here
site      far.example at there
page      P http://pics.example/v/1.html
page      Q http://far.example/v/1.html
report    P Q by prague
advance   1m
assess    P,Q illegal_baseline
advance   30m
# Q was never here.
expect    told-back P acknowledged assessed host_notified; partner_referral Q AwaitingPartner; told-back Q acknowledged assessed moved
move      pics.example to there
relocate  P
advance   30m
expect    told-back P acknowledged assessed host_notified moved; partner_referral P AwaitingPartner; mails vienna 2
page      P becomes gone_404
advance   2d
expect    partner_referral P ClosedGone; told-back P acknowledged assessed host_notified moved
