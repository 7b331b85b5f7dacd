# Referred by itself. Silent police are reminded, then a person calls; only their word makes it reported.
partner   bureau silent in NL as police
partner   host silent
site      pics.example at host
page      P http://pics.example/v/1.html
report    P
advance   1m
refer     P police refused
assess    P illegal_baseline
advance   20m
refer     P police_list refused
refer     P police
advance   10m
expect    P@law_enforcement AwaitingReceipt; mails bureau 1; notice P@law_enforcement first
# Chosen again meanwhile it changes nothing.
refer     P police
advance   3h
expect    mails bureau 1; no-alert referral_unconfirmed
advance   1h30m
expect    mails bureau 2; notice P@law_enforcement reminder; no-task referral_unconfirmed P@law_enforcement
advance   4h
expect    alert referral_unconfirmed; task referral_unconfirmed P@law_enforcement; mails bureau 2; P@law_enforcement AwaitingReceipt
answer    referral_unconfirmed P@law_enforcement received
expect    P@law_enforcement ClosedReported; no-task referral_unconfirmed P@law_enforcement
