# The program ends between the attempt and its first byte: nobody can know, so the one copy that arrives is marked.
partner   quick prompt
site      pics.example at quick
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
crash     before-send
advance   20m
expect    mails quick 1; copies 0
advance   5h
expect    P ClosedGone
