# A repeat is somebody who says that it is there now: it is looked at at once, whatever the schedule says, but a flood of them does not
# hammer the host.
partner   quick prompt
site      pics.example at quick
page      P http://pics.example/v/1.html
report    P
advance   2h30m
page      P becomes gone_404
report    P by police
advance   15m
expect    triage P GoneBeforeAssessment; looks-at-most 6
page      P becomes content
report    P
advance   11m
assess    P illegal_baseline
advance   20m
expect    mails quick 1
page      P becomes gone_404
advance   3h
expect    P ClosedGone
advance   3d
page      P becomes content
report    P
advance   5m
expect    spells P 2; alert reappeared
advance   20m
report    P
report    P
report    P
report    P
report    P
report    P
advance   5m
expect    looks-at-most 22
