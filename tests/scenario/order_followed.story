# An authority orders a removal: the order leaves after a fresh look, its hours run from the receipt, and looks confirm what its addressee says.
authority nl_atkm_csam
partner   host silent
site      pics.example at host
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   10m
expect    removal_order P AwaitingReceipt; mails host 1; says P orders you to remove; notice P first; rung P 1
say       P received
expect    P AwaitingRemoval; event P Acknowledged
advance   5h
page      P becomes gone_404
say       P claims_gone
expect    P CheckingClaim
advance   20m
expect    P ClosedGone; no-alert order_breached; no-alert order_not_received
# Back: a spell of its own, with an order of its own.
page      P becomes content
advance   8d
expect    alert reappeared; spells P 2; mails host 2; P AwaitingReceipt
