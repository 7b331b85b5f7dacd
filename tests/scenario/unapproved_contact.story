# In the directory, but not approved yet.
partner   newcomer prompt unapproved
site      pics.example at newcomer
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   2h
expect    mails newcomer 0; task find_contact P
approve   newcomer by lotte
advance   20m
expect    mails newcomer 1
