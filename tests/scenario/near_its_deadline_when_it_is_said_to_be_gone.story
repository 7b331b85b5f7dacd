# The deadline is near while a claim is looked into: that is said, and the look goes on.
partner   deaf silent one-by-one
site      pics.example at deaf
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   23h20m
expect    P AwaitingReceipt; task not_accepted P
looks     held 2h
answer    not_accepted P claims_gone
expect    P CheckingClaim
advance   15m
expect    P CheckingClaim; alert removal_near
