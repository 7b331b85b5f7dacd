# A message was under way for a day; when what it said was to be said again, one of the two was taken back, and its next try is another notice.
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
relay     hesitates 26h
until     P AwaitingConfirmation
advance   23h
looks     held 3d
until     P Looking
withdraw  Q
advance   3h
expect    P Looking; notice P first accepted; notice P first voided
