# A person gives up, and takes it up again: asked from the beginning.
partner   idle refusing
site      pics.example at idle
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   30m
give_up   P by anna
expect    P ClosedGivenUp
advance   2d
expect    mails idle 1
resume    P by anna
advance   20m
expect    mails idle 2; rung P 1
