# The network's notice was under way when the site moved abroad: it may have arrived, so it is not stopped, and its next try is another notice, since
# one of the two was taken back. No other is told any more.
no-road   abroad
partner   deaf silent
partner   far silent in US
partner   transit silent that-confirms as network
site      pics.example at deaf
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
report    P Q
advance   1m
assess    P illegal_baseline
assess    Q illegal_baseline
advance   16m
next_rung P
next_rung Q
advance   16m
next_rung P
next_rung Q
answer    approve_network P next_rung by lotte
answer    approve_network Q next_rung by lotte
expect    P NoticePending; rung P 4; together P Q escalation
advance   10m
relay     down 20m
relay     hesitates 30m
advance   6m
expect    P AwaitingRelay; Q AwaitingRelay
move      pics.example to far
relocate  P
expect    P NeedsExchangeRoad; Q NeedsExchangeRoad
withdraw  Q
advance   1h
expect    P NeedsExchangeRoad; event P RecipientAccepted; mails far 0
