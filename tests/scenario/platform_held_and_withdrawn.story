# Held, doubted, taken back: nothing is said meanwhile, and what was said is retracted.
partner   circle silent social by-form dsa_notice
site      social.example at circle
page      P http://social.example/posts/1
report    P
advance   1m
assess    P illegal_baseline
advance   20m
hold      P until 3h by police
expect    P Held; no-event P NoticeAttempted
advance   1h
expect    no-desk-task hand_over
release_hold P
advance   20m
expect    P NoticePending; desk-task hand_over
answer    hand_over P filed ticket 1
assess    P doubtful
expect    P InDoubt; task second_person P
uphold    P by bram
expect    P AwaitingDecision
withdraw  P
expect    P ClosedWithdrawn; notice P retraction
advance   20m
expect    desk-task hand_over; says P We withdraw it
# Held before it was judged: it begins under the hold.
page      Q http://social.example/posts/2
report    Q
advance   1m
hold      Q until 3h by police
assess    Q illegal_baseline
expect    trusted_flagger Q Held
release_hold Q
advance   30m
expect    Q NoticePending
