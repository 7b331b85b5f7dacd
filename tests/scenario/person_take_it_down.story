# A platform of the United States has 48 hours. A worker chooses what follows; the last step is a court.
partner   circle silent social in US
partner   trade silent as authority office consumer_protection in US
site      social.example at circle
page      P http://social.example/posts/1
case      P
until     P AwaitingRemoval
expect    says P TAKE IT DOWN Act; says P as anybody may; event P NoticeForPlatform
mail      P Thank you. We have received your notice and will look into it.
advance   1d
expect    event P Acknowledged; P AwaitingRemoval
mail      P The posts do not violate our rules.
advance   10m
expect    P ChoosingRemedy; task choose_remedy P; event P RefusedByRecipient
answer    choose_remedy P next_rung
until     P AwaitingRemoval
expect    rung P 2; notice P escalation; says P Article 17
advance   6d
expect    P ChoosingRemedy; alert no_decision; notice P reminder
answer    choose_remedy P next_rung
until     P AwaitingRemoval
expect    rung P 3; mails trade 1; says P Failure to remove under the TAKE IT DOWN Act
say       P appeal_lost
expect    P ChoosingRemedy
answer    choose_remedy P next_rung
expect    rung P 4; P ChoosingRemedy; task prepare_court P; task choose_remedy P
say       P appeal_won
expect    P AwaitingRemoval
page      P becomes gone_404
advance   2d
expect    P ClosedGone; no-task prepare_court P
