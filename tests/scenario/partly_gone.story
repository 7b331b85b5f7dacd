# A person sees that some of a set is gone: what is left goes on, under the same clock, and is reminded of.
partner   idle refusing
site      pics.example at idle
page      P http://pics.example/v/1.html
report    P
advance   1m
partly_gone P by anna
expect    triage P AwaitingAssessment; event P PartlyGone
assess    P illegal_baseline
advance   6h
expect    P AwaitingRemoval; mails idle 1
partly_gone P by anna
expect    P AwaitingRemoval; event P PartlyGone; rung P 1
advance   19h
expect    alert removal_late; notice P reminder; mails idle 2; rung P 1; spells P 1
