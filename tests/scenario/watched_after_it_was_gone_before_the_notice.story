# Gone before the first notice, it is watched: something else there, and then nothing again, is not what was reported.
partner   host silent
site      pics.example at host
page      P http://pics.example/v/1.html
report    P
report    P
advance   11m
report    P
advance   40m
page      P becomes gone_404
assess    P illegal_baseline
advance   40m
expect    P ClosedGoneBeforeNotice
page      P becomes changed
report    P
advance   20m
expect    P ClosedGoneBeforeNotice; event P SeenChanged
page      P becomes gone_404
report    P
advance   1d
expect    P ClosedGoneBeforeNotice; spells P 1; mails host 0
