# Declined, or returned as not theirs: the next road at once.
partner   prague refusing in CZ as partner_hotline
partner   bureau silent in NL as police
partner   host silent in CZ
site      pics.example at host
site      more.example at host
page      P http://pics.example/v/1.html
page      Q http://more.example/v/1.html
report    P Q
advance   1m
assess    P,Q illegal_baseline
advance   8h
# What they wrote is read by a person.
expect    P AwaitingPartner; task refused P
answer    refused P declined
answer    refused Q go_on
expect    Q AwaitingPartner; alert partner_declined
say       Q returned
advance   30m
expect    P,Q AwaitingPartner; rung P 2; rung Q 2
say       P took_over
say       P declined
expect    P AwaitingPartner; rung P 3
say       Q took_over
say       Q returned
expect    rung Q 3
