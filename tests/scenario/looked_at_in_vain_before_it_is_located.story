# It was missed once, looks fail since, and nobody has answered where it lies: somebody is asked to look. What recipients might say decides
# nothing there.
failures-before-task 2
partner   host silent
site      pics.example at host
page      A http://pics.example/v/1.html
page      B http://pics.example/v/2.html
page      C http://pics.example/v/3.html
page      D http://pics.example/v/4.html
look-ups  held 3h
report    A B C D
page      A becomes gone_404
page      B becomes gone_404
page      C becomes gone_404
page      D becomes gone_404
report    A B C D by police
advance   1m
looks     fail 1h
advance   7m
expect    event A Missed; event A LookFailed; no-task look_by_hand A
advance   6m
expect    task look_by_hand A; task look_by_hand B; task look_by_hand C; task look_by_hand D
answer    look_by_hand A received
answer    look_by_hand B claims_gone
answer    look_by_hand C refused by anna
answer    look_by_hand D not_theirs
expect    triage A Received; triage B Received; triage C Received; triage D Received
advance   30m
expect    triage A AwaitingAssessment; triage D AwaitingAssessment
