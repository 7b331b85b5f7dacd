# A claim is looked into when the site moves to a host nobody has approved: its contact is looked for, and the claim is no longer of who hosts it.
partner   deaf silent one-by-one
partner   sleeper silent unapproved
site      pics.example at deaf
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   4h10m
looks     held 2h
answer    not_accepted P claims_gone
expect    P CheckingClaim
move      pics.example to sleeper
relocate  P
expect    P Locating; task find_contact P; alert host_moved
approve   sleeper by lotte
advance   3h
expect    mails sleeper 1; mails deaf 1
