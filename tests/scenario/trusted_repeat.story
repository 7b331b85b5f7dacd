# A partner whose word counts names a page that was reported before and nobody has assessed yet: its word counts as for a new one.
partner   quick prompt
site      pics.example at quick
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
report    P Q by webform
advance   5m
expect    triage P AwaitingAssessment
report    P by partner-hotline.example
report    Q by row:partner-hotline.example
advance   20m
expect    verdict P illegal_baseline; reported P 2; mails quick 1
expect    triage Q AwaitingAssessment; task assess Q
