# "Not against our rules": the legal form, the complaint, the certified body with its 90 and 180 days, the coordinator. A person chooses each.
partner   circle silent social by-form dsa_notice
partner   umpire silent as authority office dispute_body by-form dispute_body
partner   keeper silent as authority office coordinator by-form coordinator
site      social.example at circle
page      P http://social.example/posts/1
report    P
advance   1m
assess    P illegal_baseline
advance   20m
answer    hand_over P filed ticket 1
mail      P The posts do not violate our rules.
advance   10m
expect    P ChoosingRemedy; task choose_remedy P; event P RefusedByRecipient
answer    choose_remedy P next_rung
advance   20m
answer    hand_over P filed ticket 2
say       P no_action
expect    P ChoosingRemedy
# Article 20, by the form for complaints.
answer    choose_remedy P next_rung
advance   20m
expect    rung P 3; says P Complaint against a decision; says P complaint under Article 20; notice P escalation
answer    hand_over P filed ticket 3
say       P appeal_lost
expect    P ChoosingRemedy
# Article 21, to the body: late after 90 days, given up after 180.
answer    choose_remedy P next_rung
advance   20m
expect    rung P 4; says P Out-of-court dispute; says P Article 21 of Regulation
answer    hand_over P filed ticket 4
expect    P AwaitingDecision
advance   89d
expect    P AwaitingDecision; no-task dispute_late P
advance   2d
expect    task dispute_late P; P AwaitingDecision
advance   91d
expect    P ChoosingRemedy; alert no_decision
# Article 53.
answer    choose_remedy P next_rung
advance   30m
expect    rung P 5; says P complaint under Article 53
answer    hand_over P filed ticket 5
say       P appeal_won
expect    P AwaitingDecision
page      P becomes gone_404
advance   3d
expect    P ClosedGone
