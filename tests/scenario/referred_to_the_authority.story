# The hotline cannot order a removal: it refers the matter to the authority, with the log in a sealed dossier.
partner   bureau silent in NL as authority
partner   host silent
site      pics.example at host
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   25h
expect    task propose_referral P; hotline_ntd P AwaitingReceipt
refer     P authority refused
dossier   P bureau by lotte
refer     P authority refused
dossier   P bureau by lotte
refer     P authority
advance   10m
expect    P@law_enforcement AwaitingReceipt; mails bureau 1; says P@law_enforcement sealed dossier
say       P referral_received
expect    P@law_enforcement ClosedReported
# Not theirs to order until they do: what is asked of the host goes on.
expect    hotline_ntd P AwaitingReceipt
# Judged not illegal afterwards: whoever was told hears of it.
second_opinion P not_illegal by bram
advance   10m
expect    P@law_enforcement ClosedNotIllegal; notice P@law_enforcement retraction; hotline_ntd P ClosedNotIllegal
