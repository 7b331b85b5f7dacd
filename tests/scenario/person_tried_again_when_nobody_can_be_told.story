# A reminder was under way when the host's only mailbox turned out to be dead: it may have arrived, so it is not stopped, and its next try is another
# notice, since one of the two had an end of its own. Nobody there can be told any more.
partner   attic silent
site      images.example at attic
page      P http://images.example/1
page      Q http://images.example/2
case      P Q consents attic child
until     P AwaitingRemoval
expect    together P Q first
advance   23h50m
relay     down 60m
relay     hesitates 90m
advance   30m
expect    notice P reminder sealed
look-ups  fail 4h
bounce    P oldest
advance   1m
expect    P CannotBeTold
page      Q becomes gone_404
expired   Q
advance   3h
expect    P CannotBeTold; notice P reminder accepted; notice P reminder voided
