# The same page is reported three times: one item, counted, no second notice, and no clock begins again.
partner   idle refusing
site      pics.example at idle
page      P http://pics.example/v/1.html
report    P by webform
advance   1m
report    P by police
expect    reported P 2; P AwaitingAssessment
assess    P illegal_baseline
advance   12h
report    P by webform
expect    reported P 3; event P RepeatReported
advance   11h
expect    mails idle 1; no-notice P reminder
advance   2h
expect    notice P reminder; mails idle 2
