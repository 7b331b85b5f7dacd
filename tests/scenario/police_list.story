# By agreement, what is judged illegal goes on the list that police get each day: one notice about all of it. It counts as reported once they
# have confirmed it, and not before; what cannot wait goes by itself.
police-list
partner   bureau silent in NL as police
partner   exchange silent in nowhere as partner_hotline
partner   host silent
site      pics.example at host
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
page      R http://pics.example/v/3.html
report    P Q
report    R urgent
advance   1m
assess    P,Q,R illegal_baseline
advance   30m
expect    law_enforcement P NoticePending; law_enforcement Q NoticePending; law_enforcement R AwaitingReceipt; mails bureau 1
expect    hotline_ntd P AwaitingReceipt; mails host 2
advance   24h
expect    mails bureau 3; together P@law_enforcement Q@law_enforcement first; P@law_enforcement AwaitingReceipt; says P@law_enforcement For investigation
expect    told-back P filed host_notified
say       P referral_received
advance   10m
expect    P@law_enforcement ClosedReported; Q@law_enforcement AwaitingReceipt; told-back P filed host_notified reported_to_police
expect    told-back Q filed host_notified
mail      Q@law_enforcement Thank you. We have received your notice and will look into it.
advance   10m
expect    Q@law_enforcement ClosedReported; told-back Q filed host_notified reported_to_police
