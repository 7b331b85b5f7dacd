# What was given up and then erased is not to be reviewed: nobody can take up again what nobody can name.
partner   quick silent
site      pics.example at quick
page      P http://pics.example/v/1.html
report    P
advance   1m
give_up   P
expect    triage P ClosedGivenUp; task review_given_up P
erase     P by lotte
expect    no-task review_given_up P
advance   2d
expect    triage P ClosedGivenUp
