# The site goes to another country while the hoster here was asked: no silent notice abroad, but an offer to the hotline there; and back again.
# Each request waits for the place to come back to it, and keeps its clock.
partner   here refusing
partner   there prompt in US
partner   ncmec silent in US as partner_hotline
partner   prague silent in CZ as partner_hotline
partner   elsewhere silent in CZ
site      pics.example at here
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
report    P Q
advance   1m
assess    P illegal_baseline
assess    Q illegal_baseline
advance   30m
expect    mails here 1; P AwaitingRemoval
move      pics.example to there
relocate  P
advance   1m
expect    hotline_ntd P NeedsExchangeRoad; hotline_ntd Q NeedsExchangeRoad; alert site_moved
advance   30m
expect    partner_referral P AwaitingPartner; partner_referral Q AwaitingPartner; mails ncmec 1; mails there 0
# To a third country: offered to the hotline there, by the same clock.
say       P took_over
move      pics.example to elsewhere
relocate  P
advance   30m
expect    partner_referral P AwaitingPartner; mails prague 1; mails ncmec 1; hotline_ntd P NeedsExchangeRoad; rung P 1
# And home.
move      pics.example to here
relocate  P
advance   30m
expect    hotline_ntd P AwaitingRemoval; partner_referral P FollowedHere; mails here 2
withdraw  P
expect    hotline_ntd P ClosedWithdrawn; partner_referral P ClosedWithdrawn; hotline_ntd Q AwaitingRemoval
move      pics.example to elsewhere
relocate  Q
advance   30m
expect    partner_referral Q AwaitingPartner; hotline_ntd Q NeedsExchangeRoad; hotline_ntd P ClosedWithdrawn
page      Q becomes gone_404
advance   2d
expect    partner_referral Q ClosedGone; hotline_ntd Q ClosedGone
