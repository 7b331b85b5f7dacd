# A host is asked to keep what belongs to it, never under a hold of the police; police hear of it all the same.
partner   bureau silent in NL as police
partner   host silent
site      pics.example at host
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
report    P Q
advance   1m
assess    P,Q illegal_baseline
advance   20m
hold      P by police until 5h
refer     P preservation refused
refer     P police
advance   10m
expect    mails bureau 1; P@law_enforcement AwaitingReceipt; hotline_ntd P Held
refer     Q preservation
advance   10m
expect    Q@law_enforcement AwaitingReceipt; says Q@law_enforcement so that police can ask you
mail      Q@law_enforcement Thank you. We have received your notice and will look into it.
advance   10m
expect    Q@law_enforcement ClosedReported
# A hold that comes while it waits to leave keeps it back.
sending   paused
release_hold P by lotte
say       P referral_received
refer     P preservation
advance   5m
expect    P@law_enforcement NoticePending
hold      P by police until 5h
expect    P@law_enforcement NotReached; task refer_by_hand P@law_enforcement; alert preservation_held
sending   on by lotte
advance   10m
expect    P@law_enforcement NotReached
release_hold P by lotte
answer    refer_by_hand P@law_enforcement go_on
advance   10m
expect    P@law_enforcement AwaitingReceipt
