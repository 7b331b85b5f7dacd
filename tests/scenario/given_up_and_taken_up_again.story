# A person gives up: the lead reviews it, and takes it up again. Asked from the beginning; given up once more, the lead agrees.
partner   idle refusing
site      pics.example at idle
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   30m
give_up   P by anna
expect    P ClosedGivenUp; task review_given_up P
advance   2d
expect    mails idle 1; task review_given_up P
answer    review_given_up P go_on by lotte
advance   20m
expect    mails idle 2; rung P 1; no-task review_given_up P
give_up   P by anna
expect    P ClosedGivenUp; task review_given_up P
answer    review_given_up P give_up by lotte
expect    P ClosedGivenUp; no-task review_given_up P
