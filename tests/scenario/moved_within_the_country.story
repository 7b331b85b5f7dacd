# The site goes to another hoster here: the new one is asked from the first rung, after a look; one alert for the site.
partner   first slow
partner   second prompt
site      pics.example at first
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
report    P Q
advance   1m
assess    P illegal_baseline
assess    Q illegal_baseline
advance   30m
expect    mails first 1; mails second 0; together P Q first
move      pics.example to second
relocate  P
expect    event P HostMoved; event Q HostMoved; alerts site_moved 1; no-alert host_moved
advance   30m
expect    mails second 1; rung P 1; rung Q 1; mails first 1; together P Q first
advance   5h
expect    P ClosedGone; Q ClosedGone; spells P 1; mails first 1; mails second 1; alerts site_moved 1
