# The registry names a mailbox nobody has approved: a task, no notice; once a person approves it, it goes on by itself.
partner   stranger prompt unlisted
site      pics.example at stranger
page      P http://pics.example/v/1.html
report    P
advance   1m
expect    P AwaitingAssessment; task find_contact P
assess    P illegal_baseline
advance   1d
expect    mails stranger 0; task find_contact P
approve   stranger by lotte
advance   20m
expect    mails stranger 1
advance   5h
expect    P ClosedGone
