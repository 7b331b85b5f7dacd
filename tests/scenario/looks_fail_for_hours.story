# Our own looks fail: it is never taken as gone; after an hour the notice goes out and says that it could not be checked. People
# are alerted.
partner   idle refusing
site      pics.example at idle
page      P http://pics.example/v/1.html
looks     fail 12h
report    P
advance   1m
assess    P illegal_baseline
advance   30m
expect    P LookingBeforeNotice; mails idle 0
advance   1h
expect    mails idle 1; task look_by_hand P; alert looks_blind
advance   5h
expect    P AwaitingRemoval
