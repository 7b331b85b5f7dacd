# An end of its own, a new verdict, a withdrawal, giving up, in every situation; and what was gone is there again.
partner   prague silent in CZ as partner_hotline
partner   bureau silent in NL as police by-form dsa_notice
partner   czhost silent in CZ
partner   home silent
site      page-v.example at home
page      V http://page-v.example/1.html
site      page-h.example at czhost
page      H http://page-h.example/1.html
site      page-l.example at czhost
page      L http://page-l.example/1.html
site      page-n.example at czhost
page      N http://page-n.example/1.html
site      page-a.example at czhost
page      A http://page-a.example/1.html
site      page-t.example at czhost
page      T http://page-t.example/1.html
site      page-d.example at czhost
page      D http://page-d.example/1.html
site      page-z.example at czhost
page      Z http://page-z.example/1.html
site      page-x.example at czhost
page      X http://page-x.example/1.html
site      page-g.example at czhost
page      G http://page-g.example/1.html
site      page-j.example at czhost
page      J http://page-j.example/1.html
site      page-w.example at czhost
page      W http://page-w.example/1.html
site      page-u.example at czhost
page      U http://page-u.example/1.html
report    V by prague as illegal_national told 2h
report    H L N A T D Z X G J W U
advance   2m
assess    H,L,N,A,T,D,Z,X,G,J,W,U illegal_baseline
advance   20m
# One for each situation. X to the end of its ladder first.
say       X declined
advance   20m
answer    hand_over X filed ticket 1
next_rung X
answer    approve_host_abroad X next_rung
advance   20m
next_rung X
answer    approve_network X next_rung
advance   1m
answer    approve_registrar X next_rung
advance   1m
say       N declined
advance   20m
say       T took_over
assess    D doubtful
hold      Z until 90d
withdraw  W
give_up   U
assess    J not_illegal
page      G becomes gone_404
move      page-h.example to home
relocate  H
advance   80m
looks     fail 12h
advance   90m
next_rung L
expect    partner_referral V AwaitingVerdict; partner_referral H FollowedHere; L LookingBeforeNotice; N NoticePending; A AwaitingPartner; T TakenOver
expect    D InDoubt; Z Held; X LadderExhausted; G ClosedGone; J ClosedNotIllegal; W ClosedWithdrawn; U ClosedGivenUp
# A verdict that changes nothing.
assess    L,N,A,T,X,Z,H,G,U illegal_national
assess    Z doubtful
assess    Z illegal_baseline
expect    partner_referral V AwaitingVerdict; partner_referral H FollowedHere; L LookingBeforeNotice; N NoticePending; A AwaitingPartner; T TakenOver
expect    D InDoubt; Z Held; X LadderExhausted; G ClosedGone; J ClosedNotIllegal; W ClosedWithdrawn; U ClosedGivenUp
# What a person has seen.
partly_gone N,A,T,D,Z,X
expect    A AwaitingPartner; N NoticePending
# Go on, where it decides nothing.
resume    L,A,T,D,Z,N
expect    L LookingBeforeNotice; A AwaitingPartner; T TakenOver; D InDoubt; Z Held; N LookingBeforeNotice
# An end of its own.
expired   V,H,L,N,A,T,D,Z,X
expect    L,N,A,T,D,Z,X ClosedGone; partner_referral H ClosedGone; partner_referral V AwaitingVerdict
# Closed ones, judged again and moved.
assess    G,L not_illegal
expect    G,L ClosedNotIllegal
assess    U not_illegal
withdraw  A
expect    A ClosedWithdrawn; U ClosedNotIllegal
assess    A,W doubtful
move      page-g.example to home
move      page-t.example to home
move      page-w.example to home
relocate  G,T,W
advance   10m
erase     W,A,G,U,L,J by lotte
relocate  W,A,G,U,L,J
