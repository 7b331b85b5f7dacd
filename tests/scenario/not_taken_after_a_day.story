# The relay says after more than a day that it does not take the notice, when the look before the reminder is awaited.
partner   deaf silent one-by-one
site      pics.example at deaf
page      P http://pics.example/v/1.html
report    P
advance   1m
relay     hesitates 24h20m
relay     refuses 20m
assess    P illegal_baseline
advance   23h
expect    P AwaitingRelay
looks     fail 4h
advance   1h10m
expect    P LookingBeforeReminder; rung P 1
advance   15m
expect    P LookingBeforeNotice; alert undeliverable; mails deaf 0; no-notice P reminder
