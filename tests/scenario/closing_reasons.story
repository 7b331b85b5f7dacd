# Why something was closed is said in ICCAM's words or our own, and only of what closes.
partner   idle silent
site      pics.example at idle
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
page      R http://pics.example/v/3.html
report    P Q R
advance   1m
assess    P illegal_baseline because age_unclear refused
assess    P not_illegal because age_unclear
expect    closed-because P age_unclear; triage P NotIllegal; event P Assessed
withdraw  Q because duplicate
expect    closed-because Q duplicate; triage Q TakenBack
give_up   R because nobody_answers
expect    closed-because R nobody_answers; triage R ClosedGivenUp
