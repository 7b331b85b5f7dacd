# The site goes to another country while the hoster here was asked: no silent notice abroad, but a task.
partner   here refusing
partner   there prompt in US
site      pics.example at here
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
report    P Q
advance   1m
assess    P illegal_baseline
assess    Q illegal_baseline
advance   30m
expect    mails here 1; P AwaitingRemoval
move      pics.example to there
relocate  P
advance   1m
expect    P NeedsExchangeRoad; Q NeedsExchangeRoad; task find_exchange_road P; alert site_moved
advance   2d
expect    mails there 0; P NeedsExchangeRoad
