# Nobody has answered yet where it lies: looks that a repeat brings count all the same.
partner   host silent
site      pics.example at host
page      A http://pics.example/v/1.html
page      B http://pics.example/v/2.html
page      C http://pics.example/v/3.html
look-ups  held 3h
report    A B C
page      A becomes gone_404
page      B becomes gone_404
report    A
report    B
report    C
page      A becomes content
advance   9m
expect    triage A Received; event A Missed; event A SeenOnline; triage B GoneBeforeAssessment
# Each start asks again where they are.
crash     at-rest
advance   3m
report    C
advance   5m
crash     at-rest
advance   7m
page      C becomes changed
report    C
advance   1m
expect    triage C Received; event C SeenChanged
advance   3h
expect    triage A AwaitingAssessment; triage C AwaitingAssessment
