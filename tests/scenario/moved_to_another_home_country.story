# Two countries are home. A site goes to the same hoster's servers in the other one: it is asked already, and the ladder goes on where it stands.
home      NL, BE
partner   host silent one-by-one
partner   host.be silent in BE
site      one.example at host
site      two.example at host
site      three.example at host
site      four.example at host
page      A http://one.example/v/1.html
page      B http://two.example/v/1.html
page      C http://three.example/v/1.html
page      D http://four.example/v/1.html
report    A B C D
advance   1m
relay     hesitates 4h20m
assess    A,B,C,D illegal_baseline
advance   2m
expect    A,B,C,D AwaitingRelay
move      one.example to host.be
relocate  A
advance   5s
expect    event A HostMoved; A AwaitingRelay; rung A 1
say       B received
looks     held 3d
say       D claims_gone
look-ups  held 5m
say       C not_theirs
advance   2m
expect    B AwaitingRemoval; C Locating; D CheckingClaim
move      two.example to host.be
move      three.example to host.be
move      four.example to host.be
relocate  B,D
advance   6m
expect    event B HostMoved; B AwaitingRemoval; event D HostMoved; D CheckingClaim; event C HostMoved; C AwaitingRemoval
expect    rung B 1; rung C 1; rung D 1; task host_disputed C
advance   4h20m
expect    A AwaitingReceipt
move      one.example to host
relocate  A
advance   5s
expect    A AwaitingReceipt
advance   20h
expect    B LookingBeforeReminder
move      two.example to host
relocate  B
advance   5s
expect    B LookingBeforeReminder; rung B 1
