# Bounces that come hours later, when the recipient was believed to have it: the same rung is asked once more, and after the second it is over.
partner   lost bouncing one-by-one
site      pics.example at lost
page      P http://pics.example/v/1.html
page      C http://pics.example/v/2.html
page      L http://pics.example/v/3.html
report    P C L
advance   1m
assess    P illegal_baseline
assess    C illegal_baseline
answers   held 4h30m
advance   20m
assess    L illegal_baseline
advance   3h44m
expect    P AwaitingReceipt; C AwaitingReceipt; L AwaitingReceipt
looks     fail 1h
answer    not_accepted P received
answer    not_accepted C claims_gone
advance   20m
expect    P AwaitingRemoval; C CheckingClaim; L LookingBeforeReminder
advance   7m
expect    P LookingBeforeNotice; C LookingBeforeNotice; L LookingBeforeNotice; rung P 0; alert bounced
# Tried again by a person's word; all of it held up once more.
unpause   lost by lotte
answers   held 4h56m
hold      L by police until 2h
looks     fail 1s
advance   40m
release_hold L by lotte
advance   10m
expect    P AwaitingReceipt; C AwaitingReceipt; L AwaitingReceipt; rung P 1; rung L 1
advance   3h20m
looks     fail 2h
answer    not_accepted P received
answer    not_accepted C claims_gone
advance   42m
expect    P AwaitingRemoval; C CheckingClaim; L LookingBeforeReminder
# One that came back for a while, and then for good.
bounce    C
advance   10m
expect    P LookingBeforeNotice; C LookingBeforeNotice; L LookingBeforeNotice; rung P 1; rung L 1
