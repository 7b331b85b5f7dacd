# A partner whose word counts by a rule: no person has to assess first.
partner   quick prompt
site      pics.example at quick
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
report    P by partner-hotline.example
report    Q by somebody.example
advance   20m
expect    verdict P illegal_baseline; mails quick 1; triage Q AwaitingAssessment; task assess Q
