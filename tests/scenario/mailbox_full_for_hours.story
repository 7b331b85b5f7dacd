# Full for some hours (552 5.2.2, in a bounce): only time stands against it. The same notice is tried again at the same contact, as often as the
# delivery policy says; nobody is asked, nothing is revoked, and once it is taken the request goes on as if nothing had been.
partner   brim prompt full-for 3h
site      pics.example at brim
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   1h
expect    notice P first sealed; no-event P NoticeBounced; no-alert bounced; no-alert dead_letter; no-task dead_letter P; notices P 1
advance   4h
expect    P AwaitingRemoval; notice P first delivered; notices P 1; mails brim 1; copies 0; no-event P NoticeBounced; no-alert not_accepted
advance   12h
expect    P ClosedGone; notices P 1; no-event P NoticeUndeliverable
