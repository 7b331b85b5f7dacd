# Our own looks fail for a day, and meanwhile a hoster says that it is gone, which is true: nothing is closed on its word, people are
# alerted, and once looks work again the look decides.
start     2030-01-07T08:00Z
partner   quick prompt
site      pics.example at quick
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline by anna
advance   16m
expect    mails quick 1; event P SeenOnline; no-alert looks_blind
looks     fail 24h
advance   23h
expect    event P ClaimedGone; no-event P ConfirmedGone; alert looks_blind; task look_by_hand P
advance   8h
expect    P ClosedGone; event P ConfirmedGone; spells P 1
