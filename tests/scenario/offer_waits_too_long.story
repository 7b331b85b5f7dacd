# Nothing leaves for an hour: what the offer, and later its reminder, say is looked at again first.
partner   prague silent in CZ as partner_hotline
partner   host silent in CZ
site      p.example at host
page      P http://p.example/1.html
report    P
advance   2m
assess    P illegal_baseline
advance   1m
sending   paused
advance   2h
sending   on by bram
advance   1m
expect    event P NoticeVoided
advance   1h
expect    P AwaitingPartner; mails prague 1
advance   2d22h
sending   paused
advance   4h
sending   on by bram
advance   1h
expect    P AwaitingPartner
