# One recipient is paused: its notices wait, the others go; nothing is lost when it goes on.
partner   quick prompt
partner   other prompt
site      pics.example at quick
site      board.example at other
page      P http://pics.example/v/1.html
page      Q http://board.example/v/2.html
report    P Q
advance   1m
pause     quick by lotte
assess    P illegal_baseline
assess    Q illegal_baseline
advance   25m
expect    mails quick 0; mails other 1
unpause   quick by lotte
advance   40m
expect    mails quick 1
advance   5h
expect    P ClosedGone; Q ClosedGone
