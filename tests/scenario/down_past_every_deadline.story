# Nothing ran for two days. What was due meanwhile is late, in whatever state it finds the requests; warnings of a deadline that has passed are not given
# any more.
no-road   abroad
partner   deaf silent one-by-one
partner   far silent in US
site      pics.example at deaf
site      vids.example at deaf
page      L http://pics.example/v/1.html
page      H http://pics.example/v/2.html
page      S http://pics.example/v/3.html
page      R http://pics.example/v/4.html
page      C http://pics.example/v/5.html
page      N http://vids.example/v/6.html
report    L H S R C N
advance   1m
assess    L illegal_baseline
assess    H illegal_baseline
assess    S illegal_baseline
assess    R illegal_baseline
assess    C illegal_baseline
assess    N illegal_baseline
advance   4h20m
expect    task not_accepted L; task not_accepted C
hold      H by police until 4d
assess    S doubtful by carla
page      R becomes changed
move      vids.example to far
relocate  N
advance   1h10m
look-ups  held 4d
looks     held 4d
answer    not_accepted L not_theirs
answer    not_accepted C claims_gone
expect    L Locating; H Held; S AwaitingSecondPerson; R AwaitingReassessment; C CheckingClaim; N NeedsExchangeRoad
service   stops
advance   2d
service   starts
advance   20m
expect    L Locating; H Held; S AwaitingSecondPerson; R AwaitingReassessment; C CheckingClaim; N NeedsExchangeRoad
expect    alert removal_late
