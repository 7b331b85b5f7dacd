# A message was under way when the host said that it is gone: it may have arrived, so it is not stopped, and its next try is another notice, since one
# of the two was seen to have had an end of its own.
partner   attic silent
site      images.example at attic
page      P http://images.example/1
page      Q http://images.example/2
relay     down 20m
relay     hesitates 30m
case      P Q consents attic child
until     P AwaitingRemoval
looks     fail 2h
say       P claims_gone
expect    P CheckingClaim; together P Q first
expired   Q
advance   40m
expect    P CheckingClaim; notice P first accepted; notice P first voided
