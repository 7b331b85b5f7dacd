# A partner hotline hands over what is hosted here: acknowledged with our reference, judged, removed by our own workflow, and each step is
# reported back when it has happened, in its order.
partner   prague silent in CZ as partner_hotline
partner   here silent
site      pics.example at here
page      P http://pics.example/v/1.html
report    P by prague as illegal_national told 3h
advance   10m
expect    triage P AwaitingAssessment; partner_referral P AwaitingVerdict; told-back P acknowledged
assess    P illegal_baseline
expect    partner_referral P FollowedHere
advance   10m
# Our notice still gathers others: nothing is said of it yet.
expect    hotline_ntd P NoticePending; told-back P acknowledged assessed
advance   20m
expect    hotline_ntd P AwaitingReceipt; told-back P acknowledged assessed host_notified; mails prague 3
page      P becomes gone_404
advance   2h
expect    hotline_ntd P ClosedGone; partner_referral P ClosedGone; told-back P acknowledged assessed host_notified removed
# It is back, and is handed over again: it rejoins its case, and the account begins anew with what is known.
page      P becomes content
report    P by prague as illegal_national
advance   2h
expect    reported P 2; partner_referral P FollowedHere; told-back P acknowledged assessed host_notified removed acknowledged assessed host_notified
