# 450 to the first try of every sender: patience, not a bounce, not a task; the same contact is tried again and takes it.
partner   gate greylisting
site      pics.example at gate
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   16m
expect    mails gate 0; event P NoticeAttempted; no-event P NoticeBounced; no-alert bounced
advance   10m
expect    mails gate 1; event P RelayAccepted; no-event P NoticeBounced; no-event P NoticeUndeliverable; no-alert bounced; rung P 1
