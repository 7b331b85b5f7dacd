# Both begin within the quarter of an hour in which notices are gathered: who is sealed first asks, the other counts as asked. While the relay
# is down nobody has been asked yet, and the second waits for the first.
partner   attic silent
site      images.example at attic
page      P http://images.example/1
page      Q http://images.example/2
relay     down 2h
report    P Q
advance   1m
assess    P illegal_baseline
assess    Q illegal_baseline
case      P consents attic child
advance   1h
expect    mails attic 0; victim_removal P NoticePending; hotline_ntd P AwaitingRelay
advance   6h
expect    victim_removal P AwaitingRemoval; hotline_ntd P AwaitingReceipt; hotline_ntd Q AwaitingReceipt; mails attic 1
