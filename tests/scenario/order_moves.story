# Another host is ordered anew, with a time of its own; abroad, others ask.
authority nl_atkm_csam
partner   host silent
partner   other silent
partner   away silent in CZ
partner   prague silent in CZ as partner_hotline
site      pics.example at host
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   10m
say       P received
advance   6h
move      pics.example to other
relocate  P
advance   10m
expect    P AwaitingReceipt; rung P 1; mails other 1; alert site_moved
say       P received
advance   7h
expect    no-alert order_breached
move      pics.example to away
relocate  P
advance   30m
expect    removal_order P CannotBeServed; partner_referral P AwaitingPartner; mails prague 1
move      pics.example to host
relocate  P
advance   30m
expect    removal_order P AwaitingReceipt; mails host 2
