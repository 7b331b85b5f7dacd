# The site goes to another hoster while what was gone is only watched. Back again, its notice goes to the new one, also when the look-up is so
# fresh that none is made before it leaves.
partner   first silent
partner   second silent
site      pics.example at first
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   30m
expect    P AwaitingReceipt; mails first 1
page      P becomes gone_404
advance   2h
expect    P ClosedGone
move      pics.example to second
relocate  P
advance   1m
expect    event P HostMoved; P ClosedGone
page      P becomes content
report    P
advance   25m
expect    alert reappeared; mails first 1; mails second 1
