# The relay says hours later that it does not take the owner's copy: nothing that has happened to the requests since changes by that.
no-road   abroad
site-owner at_once
partner   deaf silent one-by-one
partner   far silent in US
partner   owner silent as site_owner
site      forum.example at deaf
site      board.example at deaf
page      P http://forum.example/v/1.html
page      H http://forum.example/v/2.html
page      S http://forum.example/v/3.html
page      R http://forum.example/v/4.html
page      N http://board.example/v/5.html
page      K http://forum.example/v/6.html
rule      owner forum.example owner: {recipient: owner, kind: forum}
rule      owner2 board.example owner: {recipient: owner, kind: forum}
report    P H S R N K
advance   1m
assess    P illegal_baseline
assess    H illegal_baseline
assess    S illegal_baseline
assess    R illegal_baseline
assess    N illegal_baseline
assess    K illegal_baseline
advance   5m
expect    P AwaitingReceipt; N AwaitingReceipt; mails deaf 6; mails owner 0
relay     hesitates 4h24m
relay     refuses 20m
advance   1h10m
expect    mails owner 0; P AwaitingReceipt; notice P copy sealed
hold      H by police until 3d
assess    S doubtful by carla
page      R becomes changed
move      board.example to far
relocate  N
advance   1h
expect    H Held; S AwaitingSecondPerson; R AwaitingReassessment; N NeedsExchangeRoad
looks     fail 4h
advance   2h
expect    P LookingBeforeReminder; no-event P NoticeUndeliverable
answer    not_accepted K claims_gone
advance   20m
expect    P LookingBeforeReminder; K CheckingClaim; H Held; S AwaitingSecondPerson; R AwaitingReassessment; N NeedsExchangeRoad; notice P copy dead; rung P 1
expect    event P NoticeUndeliverable; event H NoticeUndeliverable; event S NoticeUndeliverable; event R NoticeUndeliverable; event N NoticeUndeliverable
