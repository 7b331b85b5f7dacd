# It had an end of its own and reached it, as a person saw: closed as expired, nobody is reminded, and it is watched.
partner   idle refusing
site      pics.example at idle
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
report    P Q
advance   1m
expired   Q by anna
expect    triage Q GoneBeforeAssessment
assess    P illegal_baseline
advance   6h
expect    P AwaitingRemoval; mails idle 1
page      P becomes gone_404
expired   P by anna
expect    P ClosedExpired; event P ExpiredByItself; no-task refused P
advance   1d
expect    P ClosedExpired; mails idle 1; no-notice P reminder; no-notice P retraction; spells P 1
