# Police ask to wait before anything was sent: nothing leaves, not even the notice that was gathering, until a person releases it.
partner   quick prompt
site      pics.example at quick
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   5m
expect    P NoticePending
hold      P by police until 1d
expect    P Held
advance   10h
expect    P Held; mails quick 0
extend_hold P by police until 1d
advance   16h
expect    P Held; mails quick 0; no-task hold_expired P
release_hold P by lotte
advance   20m
expect    mails quick 1
