# A message was under way when the platform said that it is gone: it may have arrived, so it is not stopped, and its next try is another notice, since
# one of the two was taken back.
partner   circle silent social
site      social.example at circle
page      P http://social.example/posts/1
page      Q http://social.example/posts/2
report    P Q
advance   1m
assess    P illegal_baseline
assess    Q illegal_baseline
advance   10m
relay     down 20m
relay     hesitates 30m
until     P AwaitingConfirmation
expect    together P Q first
looks     fail 2h
say       P claims_gone
expect    P CheckingClaim
withdraw  Q
advance   40m
expect    P CheckingClaim; notice P first accepted; notice P first voided
