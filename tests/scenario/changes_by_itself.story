# A page that has changed and was judged the same again changes by itself: a person is asked once, and the ladder goes on.
partner   idle silent
site      pics.example at idle
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   3h
page      P becomes changed
advance   2h
expect    P AwaitingReassessment; task reassess P
assess    P illegal_baseline
advance   3h
page      P becomes content
advance   24h
expect    no-task reassess P; notice P reminder
