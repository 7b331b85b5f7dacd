# The site leaves the platform: it goes on as any other at home, and this request waits for it to come back.
partner   circle silent social by-form dsa_notice
partner   attic silent
site      social.example at circle
page      P http://social.example/posts/1
report    P
advance   1m
assess    P illegal_baseline
advance   20m
answer    hand_over P filed ticket 1
move      social.example to attic
relocate  P
advance   2h
expect    trusted_flagger P CannotBeTold; hotline_ntd P AwaitingReceipt; mails attic 1
page      P becomes gone_404
advance   3h
expect    trusted_flagger P ClosedGone; hotline_ntd P ClosedGone
