# Platforms that are told by a form and answer to the address in it, each in its own way. Nobody helps them along.
partner   circle prompt social by-form dsa_notice
partner   square refusing social by-form dsa_notice
partner   ribbon restricting social by-form dsa_notice
partner   hollow lying social by-form dsa_notice
partner   forget silent social by-form dsa_notice that-confirms
site      one.example at circle
site      two.example at square
site      three.example at ribbon
site      four.example at hollow
site      five.example at forget
for       one two three four five do page * http://*.example/posts/1
for       one two three four five do report *
advance   1m
for       one two three four five do assess * illegal_baseline
advance   20m
for       one two three four five do answer hand_over * filed
advance   12h
expect    one ClosedGone; two ChoosingRemedy; three ChoosingRemedy
expect    event three DecisionReceived; event two RefusedByRecipient
# It said removed, and it is not: it is told that it is still waited for.
expect    four AwaitingDecision; alert false_claim; event four ClaimedGone
# It has confirmed, and then forgets.
expect    five AwaitingDecision; event five RecipientAccepted
advance   50h
expect    five ChoosingRemedy; alert no_decision
