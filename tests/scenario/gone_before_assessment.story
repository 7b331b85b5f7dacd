# It vanishes before anybody has assessed it.
partner   quick prompt
site      pics.example at quick
page      P http://pics.example/v/1.html
report    P
advance   30m
page      P becomes gone_410
advance   3h
expect    triage P GoneBeforeAssessment; no-task assess P; mails quick 0
