# The site goes to another hoster here: the new one is asked from the first rung, after a look.
partner   first slow
partner   second prompt
site      pics.example at first
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   30m
expect    mails first 1; mails second 0
move      pics.example to second
relocate  P
advance   30m
expect    mails second 1; rung P 1; alert site_moved
advance   5h
expect    P ClosedGone; spells P 1
