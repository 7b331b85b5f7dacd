# The hold runs out: the lead is told every day, and nothing is sent by itself.
partner   quick prompt
site      pics.example at quick
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
hold      P by police until 6h
advance   7h
expect    P Held; task hold_expired P; alert hold_past_its_end; mails quick 0
advance   3d
expect    P Held; mails quick 0
answer    hold_expired P go_on by lotte
expect    P Held
release_hold P by lotte
advance   20m
expect    mails quick 1; no-task hold_expired P
