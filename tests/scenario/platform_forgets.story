# It confirms and forgets: a reminder when its time has passed, and then a person chooses.
partner   circle silent social by-form dsa_notice
site      social.example at circle
page      P http://social.example/posts/1
report    P
advance   1m
assess    P illegal_baseline
advance   20m
answer    hand_over P filed ticket 4711
expect    P AwaitingDecision
advance   24h30m
expect    alert removal_late; P AwaitingDecision; desk-task hand_over; notice P reminder
answer    hand_over P filed
advance   24h
expect    P ChoosingRemedy; alert no_decision; task choose_remedy P
# Nobody is told about a dispute that no body in the directory settles: a person finds one, or goes on.
answer    choose_remedy P next_rung
advance   20m
answer    hand_over P filed ticket 2
say       P no_action
answer    choose_remedy P next_rung
advance   20m
answer    hand_over P filed ticket 3
say       P appeal_lost
answer    choose_remedy P next_rung
advance   20m
expect    P CannotBeTold; task find_contact P; alert undeliverable
answer    find_contact P give_up
expect    P ClosedGivenUp
