# The same, and the relay does not take it in the end.
partner   deaf silent
partner   names silent as registrar
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
advance   20m
relay     down 20m
relay     hesitates 30m
advance   6m
expect    P AwaitingRelay; Q AwaitingRelay
next_rung P
withdraw  Q
expect    P LadderExhausted
advance   25m
relay     refuses 1h
advance   20m
expect    P LadderExhausted; event P NoticeUndeliverable; mails names 0
