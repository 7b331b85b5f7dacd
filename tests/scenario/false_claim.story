# "It is gone", and it is not: the claim starts a look and never closes anything.
partner   liar lying
site      pics.example at liar
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   4h
expect    P AwaitingRemoval; event P ClaimedGone; alert false_claim; no-event P ConfirmedGone
advance   21h
expect    notice P reminder; mails liar 2
