# Full for longer than the delivery policy tries: then, and not before, it counts as not delivered. The recipient's other contact is next, and
# when that is full as long, a person.
partner   brim prompt full-for 6d with-postmaster
partner   transit prompt as network
site      pics.example at brim
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   4h
expect    P AwaitingReceipt; no-event P NoticeBounced; no-alert bounced; notices P 1
advance   2d
expect    copies 0; alert bounced; event P NoticeBounced; notice P first bounced; event P NoticeUndeliverable; alert undeliverable; task propose_referral P
