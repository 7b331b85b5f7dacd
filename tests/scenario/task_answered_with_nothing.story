# "Received" is no answer to the question whether it is illegal: the task comes again.
partner   quick prompt
site      pics.example at quick
page      P http://pics.example/v/1.html
report    P
advance   1m
answer    assess P received
expect    triage P AwaitingAssessment; task assess P
answer    assess P claims_gone
expect    task assess P
assess    P illegal_baseline
advance   6h
expect    P ClosedGone
