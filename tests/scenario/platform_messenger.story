# A messenger that removes nothing: no notice, but a person refers it on.
messenger talk
partner   talk silent social by-form dsa_notice
site      chat.example at talk
page      P http://chat.example/groups/1
report    P
advance   1m
assess    P illegal_baseline
advance   1h
expect    P ClosedReferred; task refer_on P; no-desk-task hand_over; no-event P NoticeAttempted
answer    refer_on P withdraw
expect    P ClosedWithdrawn; no-task refer_on P
