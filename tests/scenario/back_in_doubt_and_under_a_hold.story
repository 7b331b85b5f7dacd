# It was in doubt when it expired, or was gone, and police asked to wait since: seen again, it waits for both.
partner   deaf silent
site      pics.example at deaf
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
page      A http://pics.example/v/3.html
page      B http://pics.example/v/4.html
report    P Q A B
advance   1m
assess    P illegal_baseline
assess    Q illegal_baseline
assess    A illegal_baseline
assess    B illegal_baseline
assess    A doubtful by carla
assess    B doubtful by carla
page      A becomes gone_404
page      B becomes gone_404
report    A B
advance   20m
assess    P doubtful by carla
assess    Q doubtful by carla
expired   P
expired   Q
expect    P ClosedExpired; Q ClosedExpired
expect    A ClosedGoneBeforeNotice; B ClosedGoneBeforeNotice
hold      P by police until 5d
hold      A by police until 5d
hold      B by police until 5d
hold      Q by police until 5d
partly_gone Q
partly_gone B
page      A becomes content
report    A
advance   15m
expect    Q Held; task reassess Q; spells Q 2; A Held; B Held; task reassess B
advance   2d
expect    P Held; task reassess P; spells P 2; mails deaf 1
