# Nobody of the whole ladder could be told. Somebody heard that it is gone; it is not, and then it is, before anybody was asked.
partner   stranger silent may-be-given-little
site      pics.example at stranger
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   1h
expect    P AwaitingRemoval; task approve_network P; rung P 3
answer    approve_network P next_rung by lotte
advance   1h
answer    approve_registrar P next_rung by lotte
advance   1h
expect    P LadderExhausted; mails stranger 0
answer    ladder_exhausted P claims_gone
advance   10m
expect    P AwaitingRemoval; alert false_claim
advance   47h
looks     fail 2h
advance   1h15m
expect    P LookingBeforeReminder
page      P becomes gone_404
looks     fail 1s
advance   20m
expect    P ClosedGoneBeforeNotice; mails stranger 0
