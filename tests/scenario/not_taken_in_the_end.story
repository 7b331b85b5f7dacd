# The relay says hours later that it does not take the notice: whatever is decided about the requests meanwhile, their rung is asked again after it.
failures-before-task 1
partner   deaf silent one-by-one
site      pics.example at deaf
page      C http://pics.example/v/1.html
page      H http://pics.example/v/2.html
page      S http://pics.example/v/3.html
page      R http://pics.example/v/4.html
report    C H S R
advance   1m
relay     hesitates 4h
relay     refuses 20m
assess    C illegal_baseline
assess    H illegal_baseline
assess    S illegal_baseline
assess    R illegal_baseline
advance   1h10m
expect    C AwaitingRelay; H AwaitingRelay; S AwaitingRelay; R AwaitingRelay
hold      H by police until 3d
assess    S doubtful by carla
page      R becomes changed
advance   1h
expect    H Held; S AwaitingSecondPerson; R AwaitingReassessment
looks     fail 1h
advance   1h35m
expect    task look_by_hand C
looks     held 3h
answer    look_by_hand C claims_gone
expect    C CheckingClaim; rung C 1; rung H 1
advance   16m
expect    C LookingBeforeNotice; H Held; rung H 0; S AwaitingSecondPerson; rung S 0; R AwaitingReassessment; rung R 0; mails deaf 0; alert undeliverable
