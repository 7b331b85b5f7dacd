# The relay says hours later that it took the owner's copy: nothing that has happened to the requests since changes by that.
site-owner at_once
partner   deaf silent one-by-one
partner   owner silent as site_owner
site      forum.example at deaf
page      P http://forum.example/v/1.html
page      R http://forum.example/v/2.html
page      K http://forum.example/v/3.html
page      H http://forum.example/v/4.html
page      S http://forum.example/v/5.html
rule      owner forum.example owner: {recipient: owner, kind: forum}
report    P R K H S
advance   1m
assess    P illegal_baseline
assess    R illegal_baseline
assess    K illegal_baseline
assess    H illegal_baseline
assess    S illegal_baseline
advance   5m
expect    P AwaitingReceipt; R AwaitingReceipt; mails deaf 5; mails owner 0
relay     hesitates 4h24m
advance   1h10m
expect    mails owner 1
page      R becomes changed
hold      H by police until 3d
assess    S doubtful by carla
advance   1h
expect    R AwaitingReassessment
looks     fail 4h
advance   2h
expect    P LookingBeforeReminder; K LookingBeforeReminder
answer    not_accepted K claims_gone
advance   20m
expect    P LookingBeforeReminder; K CheckingClaim; H Held; S AwaitingSecondPerson; R AwaitingReassessment; rung P 1; notice P copy accepted
