# Closed as gone before it was assessed, and reported again because it is back.
partner   quick prompt
site      pics.example at quick
page      P http://pics.example/v/1.html
report    P
advance   10m
page      P becomes gone_404
advance   3h
expect    triage P GoneBeforeAssessment
page      P becomes content
report    P by police
expect    triage P AwaitingAssessment; task assess P; reported P 2
