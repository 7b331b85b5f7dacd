# The answers are held up until everything is over: they are read, recorded, and change nothing.
partner   quick prompt
site      pics.example at quick
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
answers   held 10h
advance   9h
expect    P ClosedGone; no-event P ClaimedGone
advance   2h
expect    P ClosedGone; event P ClaimedGone; mails quick 1
