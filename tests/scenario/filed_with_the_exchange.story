# What is illegal and hosted here is filed with the exchange, too, which is its way to Interpol: once, after the assessment, and followed.
partner   iccam silent in nowhere as partner_hotline by-form iccam_web
partner   here silent
site      pics.example at here
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
report    P Q
advance   10m
expect    no-desk-task hand_over
assess    P illegal_baseline
assess    Q not_illegal
advance   30m
expect    partner_referral P FollowedHere; hotline_ntd P AwaitingReceipt; desk-task hand_over; triage Q NotIllegal
expect    says P@partner_referral 1 Baseline CSAM
# The next step is prepared when the one before has been filed.
answer    hand_over P@partner_referral filed ticket 4711
expect    told-back P filed
advance   15m
answer    hand_over P@partner_referral filed ticket 4711
expect    told-back P filed host_notified; says P@partner_referral action 2 Reported to ISP
page      P becomes gone_404
advance   2h
answer    hand_over P@partner_referral filed ticket 4711
expect    partner_referral P ClosedGone; told-back P filed host_notified removed; no-desk-task hand_over
page      P becomes content
advance   8d
expect    partner_referral P FollowedHere; no-desk-task hand_over
