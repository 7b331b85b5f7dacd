# The same, of a platform.
partner   circle silent social
site      social.example at circle
page      P http://social.example/posts/1
page      Q http://social.example/posts/2
report    P Q
advance   1m
assess    P illegal_baseline
assess    Q illegal_baseline
until     P AwaitingConfirmation
expect    together P Q first
advance   23h50m
relay     down 60m
relay     hesitates 90m
advance   30m
expect    notice P reminder sealed
bounce    P oldest
advance   1m
expect    P CannotBeTold
withdraw  Q
advance   3h
expect    P CannotBeTold; notice P reminder accepted; notice P reminder voided
