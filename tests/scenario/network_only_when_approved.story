# The network above the hoster, and after it the registrar, are told only when a person approves: nothing leads there by itself.
partner   stubborn refusing
partner   transit silent that-confirms as network
site      pics.example at stubborn
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   75h
expect    rung P 3; task approve_network P; P AwaitingRemoval; mails transit 0; mails stubborn 4
# "Go on" is no approval: it is asked again.
answer    approve_network P go_on by anna
expect    task approve_network P
advance   3d
expect    rung P 3; task approve_network P; mails transit 0
# Interrupted, it comes back to the same question.
hold      P by police until 6h
expect    P Held
release_hold P by lotte
advance   1h
expect    rung P 3; task approve_network P; mails transit 0; mails stubborn 4
# Nor is "next rung" as the answer to something else, or on its own.
answer    refused P next_rung by anna refused
next_rung P by lotte refused
advance   30m
expect    rung P 3; task approve_network P; task refused P; mails transit 0
answer    approve_network P next_rung by lotte
expect    no-task approve_network P
advance   20m
expect    rung P 4; mails transit 1; notice P copy
advance   6d
expect    rung P 5; task approve_registrar P; P AwaitingRemoval
advance   10d
expect    rung P 5; task approve_registrar P
# No registrar is known, since no source tells it: a person is told that everybody was asked.
answer    approve_registrar P next_rung by lotte
advance   20m
expect    P LadderExhausted; task ladder_exhausted P; alert ladder_exhausted; no-task approve_registrar P
