# Three days pass: people are alerted before and at the deadline of what is still there, wherever it stands.
# partner answers everything there is, and what is known is reported again.
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
advance   2h
advance   2d14h40m
looks     fail 12h
next_rung L
advance   30m
expect    L LookingBeforeNotice; alert removal_near; T TakenOver; X LadderExhausted; D InDoubt; Z Held; N NoticePending
