# What is gone is watched for ninety days (policies/looks), then looked at no more; somebody who reports it later is believed at once.
partner   quick prompt
site      pics.example at quick
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   1h
page      P becomes gone_404
advance   3h
expect    P ClosedGone
advance   88d
expect    no-event P WatchEnded
advance   10d
expect    event P WatchEnded; looks-at-most 30
advance   100d
expect    looks-at-most 30
page      P becomes content
report    P by police
advance   5m
expect    spells P 2; alert reappeared
