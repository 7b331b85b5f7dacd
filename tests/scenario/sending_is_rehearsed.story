# A rehearsal before the first notice leaves: everything is done but the send. What would have left is noted once and waits; when sending
# is turned on, it is looked at again, since that was long ago, and leaves.
partner   quick prompt
site      pics.example at quick
page      P http://pics.example/v/1.html
sending   rehearsal by lotte
report    P
advance   1m
assess    P illegal_baseline
advance   3h
expect    P NoticePending; mails quick 0; rehearsed P 1; notice P first sealed; no-event P NoticeAttempted
sending   on by lotte
advance   1h
expect    mails quick 1; event P NoticeAttempted; notice P first delivered; rehearsed P 1
