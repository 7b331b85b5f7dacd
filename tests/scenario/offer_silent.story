# A hotline that says nothing: its deadline, a reminder, and then the next road: police by way of the national bureau, then, each approved by
# a person, the host itself and whoever is above it.
partner   prague silent in CZ as partner_hotline
partner   bureau silent in NL as police
partner   host silent in CZ
site      pics.example at host
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_national
advance   30m
expect    P AwaitingPartner; mails prague 1; rung P 1
advance   2d23h
expect    mails prague 1; P AwaitingPartner
advance   2h
expect    mails prague 2; alert removal_late; rung P 1
advance   3d
expect    mails bureau 1; mails host 0; rung P 2; P AwaitingPartner
advance   7d
# No notice to a host abroad but where a person approves it.
expect    task approve_host_abroad P; mails host 0; P AwaitingPartner
next_rung P refused
answer    approve_host_abroad P go_on
expect    task approve_host_abroad P; mails host 0
answer    approve_host_abroad P next_rung
advance   30m
expect    mails host 1; rung P 4
advance   5d
expect    mails host 2; task approve_network P; rung P 5
answer    approve_network P next_rung
advance   10m
# The directory knows nobody above it, and no registrar.
expect    task approve_registrar P; rung P 7
answer    approve_registrar P next_rung
advance   10m
expect    P LadderExhausted; task ladder_exhausted P; no-event P LeftCoverage
answer    ladder_exhausted P go_on
advance   30m
expect    P AwaitingPartner; mails prague 3; rung P 1
