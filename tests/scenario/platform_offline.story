# What waits to be sealed while the program is down for hours is looked at again before anything is said.
partner   wall silent social
site      pics.example at wall
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
page      R http://pics.example/v/3.html
report    P Q
advance   1m
assess    P illegal_baseline
assess    Q illegal_baseline
until     P AwaitingConfirmation
say       Q received
advance   24h5m
expect    notice P reminder open; notice Q reminder open
report    R
advance   1m
assess    R illegal_baseline
expect    R NoticePending
service   stops
advance   3h
service   starts
advance   20s
expect    event P NoticeVoided; event Q NoticeVoided; event R NoticeVoided
advance   30m
expect    R AwaitingConfirmation
