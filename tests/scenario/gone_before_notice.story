# It vanishes between the assessment and the notice: nobody is written to.
partner   quick prompt
site      pics.example at quick
page      P http://pics.example/v/1.html
report    P
advance   1m
page      P becomes gone_404
assess    P illegal_baseline
advance   1h
expect    P ClosedGoneBeforeNotice; mails quick 0; spells P 1
