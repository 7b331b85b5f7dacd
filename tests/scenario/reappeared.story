# Back after it was gone: a second spell, and its hoster is asked again.
partner   revolving reuploading
site      pics.example at revolving
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   6h
expect    P ClosedGone; spells P 1; mails revolving 1
advance   8d
expect    alert reappeared; spells P 2; mails revolving 2
