# The program is off for a week while a deadline passes: it fires late, once, and the ladder goes on from there. Nothing is stuck, nothing is lost.
partner   mute silent
partner   quick prompt
site      pics.example at mute
site      board.example at quick
page      P http://pics.example/v/1.html
page      Q http://board.example/v/2.html
report    P
advance   1m
assess    P illegal_baseline
advance   1h
expect    mails mute 1; P AwaitingReceipt; no-alert removal_late
service   stops
advance   7d
report    Q
service   starts
advance   1h
expect    alert removal_late; task propose_referral P; mails mute 2; notice P reminder; triage Q AwaitingAssessment
assess    Q illegal_baseline
advance   4h
expect    rung P 2; mails mute 3; Q ClosedGone
