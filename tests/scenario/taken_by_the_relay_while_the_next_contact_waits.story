# It came back before the relay said that it took it: its word is of the same rung, and starts nothing while the next contact's notice waits.
partner   late silent with-postmaster
site      pics.example at late
page      P http://pics.example/v/1.html
report    P
advance   1m
relay     hesitates 3h
assess    P illegal_baseline
advance   20m
expect    P AwaitingRelay
sending   paused
bounce    P
advance   10m
expect    P NoticePending
advance   3h
expect    P NoticePending; event P RelayAccepted
sending   on by lotte
advance   20m
expect    P AwaitingReceipt; notices P 3
