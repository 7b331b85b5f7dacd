# The first try was under way when the rung was left, and the recipient put it off. Since another in the notice was taken back, it goes on under
# another identity, and is taken while the look before the next rung is awaited.
partner   busy greylisting
site      pics.example at busy
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
report    P Q
advance   1m
assess    P illegal_baseline
assess    Q illegal_baseline
advance   12m
looks     fail 3h
relay     hesitates 20m
advance   4m
expect    P AwaitingRelay; Q AwaitingRelay
next_rung P
withdraw  Q
expect    P LookingBeforeNotice
advance   35m
expect    P LookingBeforeNotice; event P RelayAccepted; event P RecipientAccepted
