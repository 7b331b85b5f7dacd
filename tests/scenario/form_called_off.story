# What is gone, or taken back, before a person has filed the form is called off; filed all the same, a person takes it back.
partner   portal silent by-form dsa_notice
site      pics.example at portal
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
report    P Q
advance   1m
assess    P illegal_baseline
assess    Q illegal_baseline
advance   20m
expect    desk-task hand_over; together P Q first
withdraw  P
expect    P ClosedWithdrawn; no-event P NoticeAttempted
advance   30m
# The one that is left is prepared under another number.
expect    desk-task hand_over; Q NoticePending; notice P first voided; notices Q 2
page      Q becomes gone_404
advance   1h
expect    Q ClosedGoneBeforeNotice; no-desk-task hand_over; no-notice Q first sealed
