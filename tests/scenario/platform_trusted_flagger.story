# With the status of Article 22, inside its expertise, the notice says so.
designated active
partner   circle silent social by-form dsa_notice
site      social.example at circle
page      P http://social.example/posts/1
report    P
advance   1m
assess    P illegal_baseline
advance   20m
expect    says P trusted flagger under Article 22
answer    hand_over P filed ticket 4711
expect    P AwaitingDecision; notice P first delivered
