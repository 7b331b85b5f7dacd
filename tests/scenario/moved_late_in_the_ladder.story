# It moves when its hoster was already at the second rung: the ladder begins anew with the new one, and what was asked of people about the
# old one is closed.
partner   stubborn refusing
partner   second prompt
site      pics.example at stubborn
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   27h
expect    rung P 2; task propose_referral P; mails stubborn 3
move      pics.example to second
relocate  P
expect    no-task propose_referral P; alerts site_moved 1
advance   20m
expect    rung P 1; mails second 1; mails stubborn 3
advance   5h
expect    P ClosedGone; spells P 1
