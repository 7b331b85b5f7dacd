# "We will not act", and nobody here finds the time: the clock runs on, with a reminder and a proposed referral at 24 hours.
partner   stubborn refusing
site      pics.example at stubborn
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   8h
expect    P AwaitingRemoval; task refused P; alert refused
advance   16h30m
expect    notice P reminder; alert removal_late; rung P 1; mails stubborn 2; task propose_referral P; task refused P
advance   2h30m
expect    rung P 2; notice P escalation; mails stubborn 3
