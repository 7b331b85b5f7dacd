# Police ask to wait, in every situation; the hold ends by a person, and each goes on where it was, as is known by then.
partner   prague silent in CZ as partner_hotline
partner   bureau silent in NL as police by-form dsa_notice
partner   czhost silent in CZ
partner   home silent
site      page-a.example at czhost
page      A http://page-a.example/1.html
site      page-b.example at czhost
page      B http://page-b.example/1.html
site      page-c.example at czhost
page      C http://page-c.example/1.html
site      page-d.example at czhost
page      D http://page-d.example/1.html
site      page-e.example at czhost
page      E http://page-e.example/1.html
site      page-f.example at czhost
page      F http://page-f.example/1.html
site      page-g.example at czhost
page      G http://page-g.example/1.html
site      page-h.example at czhost
page      H http://page-h.example/1.html
site      page-i.example at czhost
page      I http://page-i.example/1.html
site      page-j.example at czhost
page      J http://page-j.example/1.html
site      page-k.example at czhost
page      K http://page-k.example/1.html
site      page-m.example at czhost
page      M http://page-m.example/1.html
site      page-n.example at czhost
page      N http://page-n.example/1.html
report    A B C D E F G H I J K M N
advance   2m
assess    A,B,C,D,E,F,G,H,I,J,K,M,N illegal_baseline
advance   20m
expect    A,B,C,D,E,F,G,H,I,J,K,M,N AwaitingPartner
say       B,C,N took_over
say       D declined
say       E declined
advance   20m
expect    D,E NoticePending; B TakenOver
hold      A until 2h by police
hold      B,D,F,G,H,J,C until 30d by police
hold      E until 30d by police
extend_hold A until 3h by police
extend_hold E until 31d by police
expect    A,B,C,D,E,F,G,H,J Held
# One runs out: the lead is told, today and every day.
advance   3h30m
expect    task hold_expired A; alert hold_past_its_end
advance   1d
expect    A Held
# Meanwhile: in doubt, another thing there, moved, judged again.
assess    F doubtful
page      G becomes changed
advance   7h
expect    F,G Held
move      page-h.example to home
relocate  H
assess    J illegal_national
resume    J
release_hold A,B,D,E,F,G,H,J by lotte
advance   1m
expect    A AwaitingPartner; B TakenOver; F,G InDoubt; partner_referral H FollowedHere; J AwaitingPartner
# In doubt, and under a hold: what is settled waits for the hold.
assess    I,K,M,N doubtful
hold      I,K until 30d by police
second_opinion I illegal_baseline by bram
uphold    K by bram
expect    I,K Held
release_hold I,K by lotte
assess    A doubtful
page      A becomes changed
advance   7h
uphold    A by bram
expect    A InDoubt
assess    A illegal_baseline
expect    A AwaitingPartner
uphold    N by bram
expect    N TakenOver
move      page-m.example to home
relocate  M
advance   1m
second_opinion M illegal_baseline by bram
expect    partner_referral M FollowedHere
hold      C until 40d by police
assess    C doubtful
overturn  C by bram
expect    C ClosedNotIllegal
