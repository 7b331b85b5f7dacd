# Hosted in the United States: NCMEC, and police by way of our own bureau, one after the other. A host abroad is not asked to keep its traces.
partner   bureau silent in NL as police
partner   ncmec silent in US as partner_hotline
partner   host silent in US
site      pics.example at host
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   30m
expect    partner_referral P AwaitingPartner; mails ncmec 1
refer     P preservation refused
refer     P police
advance   5m
refer     P ncmec
advance   10m
expect    P@law_enforcement AwaitingReceipt; mails bureau 1; mails ncmec 1
say       P referral_received
advance   10m
expect    P@law_enforcement AwaitingReceipt; mails ncmec 2; says P@law_enforcement United States
say       P referral_received
expect    P@law_enforcement ClosedReported
