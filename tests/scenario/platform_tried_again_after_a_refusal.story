# The same, when the platform decided to do nothing.
partner   circle silent social
site      social.example at circle
page      P http://social.example/posts/1
page      Q http://social.example/posts/2
report    P Q
advance   1m
assess    P illegal_baseline
assess    Q illegal_baseline
relay     down 40m
relay     hesitates 70m
until     P AwaitingConfirmation
expect    together P Q first
say       P no_action
expect    P ChoosingRemedy
withdraw  Q
advance   3h
expect    P ChoosingRemedy; notice P first accepted; notice P first voided
