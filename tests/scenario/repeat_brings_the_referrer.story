# The first report does not say where the page is linked from, and the page hides from us. A repeat does, before three looks have missed:
# it is looked at that way too, never counts as gone while one way in still sees it, and the notice names the referrer.
partner   idle refusing
site      pics.example at idle
page      P http://pics.example/v/1.html illegal behind http://forum.example/t
report    P by webform
advance   30s
report    P by webform from http://forum.example/t
advance   2h
expect    triage P AwaitingAssessment
assess    P illegal_baseline
advance   1h
expect    mails idle 1; P AwaitingRemoval
page      P becomes gone_404
advance   2h
expect    P ClosedGone
