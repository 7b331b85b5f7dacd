# The registrar's notice was under way when a person led on, and nobody is left to ask. Since another in it was taken back, it goes on under another
# identity, is taken, and bounces: the registrar is asked once more, at its other mailbox.
partner   deaf silent
partner   names bouncing as registrar with-postmaster
site      pics.example at deaf
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
report    P Q
advance   1m
set_registrar P names
set_registrar Q names
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
answer    approve_registrar P next_rung by lotte
answer    approve_registrar Q next_rung by lotte
expect    P NoticePending; rung P 6; together P Q escalation
advance   20m
relay     down 20m
relay     hesitates 30m
advance   6m
expect    P AwaitingRelay; Q AwaitingRelay
next_rung P
withdraw  Q
expect    P LadderExhausted
advance   40m
expect    P LadderExhausted; event P RelayAccepted
advance   25m
expect    P NoticePending; rung P 6; alert bounced
