# Offered on the exchange's own page: a person files what was prepared, in the order of its form.
partner   prague silent in CZ as partner_hotline by-form iccam_web one-by-one
partner   bureau silent in NL as police
partner   host silent in CZ
site      pics.example at host
site      more.example at host
page      P http://pics.example/v/1.html
page      Q http://more.example/v/1.html
report    P Q
advance   1m
assess    P,Q illegal_national
advance   20m
expect    P NoticePending; desk-task hand_over; says P 2 National CSAM; says P hosting country
advance   30m
answer    hand_over P filed ticket 815 ago 10m
expect    P AwaitingPartner; notice P first delivered
# It cannot be filed: the next road.
answer    hand_over Q not_possible
advance   20m
expect    rung Q 2; mails bureau 1
# Not leaving for long is told.
resume    P
advance   1h
expect    P AwaitingPartner
