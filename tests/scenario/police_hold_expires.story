# The hold runs out: the lead is told every day, and nothing is sent by itself.
partner   quick prompt
site      pics.example at quick
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
hold      P by police until 6h
advance   5h50m
expect    P Held; no-alert hold_past_its_end; no-task hold_expired P
advance   1h
expect    P Held; task hold_expired P; alerts hold_past_its_end 1; mails quick 0
advance   1d
expect    P Held; alerts hold_past_its_end 2; mails quick 0
# "Go on" decides nothing while it is held: the question stays.
answer    hold_expired P go_on by lotte
expect    P Held
advance   2d
expect    P Held; alerts hold_past_its_end 4; task hold_expired P; mails quick 0
# Extended: quiet until the new end, then daily again.
extend_hold P by police until 2d
expect    no-task hold_expired P
advance   47h
expect    P Held; alerts hold_past_its_end 4; no-task hold_expired P; mails quick 0
advance   2h
expect    alerts hold_past_its_end 5; task hold_expired P
release_hold P by lotte
advance   20m
expect    mails quick 1; no-task hold_expired P
advance   5h
expect    P ClosedGone; alerts hold_past_its_end 5
