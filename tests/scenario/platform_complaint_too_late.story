# More than six months after the decision the complaint is closed to us, and is passed over.
partner   circle silent social by-form dsa_notice
partner   umpire silent as authority office dispute_body by-form dispute_body
site      social.example at circle
page      P http://social.example/posts/1
report    P
advance   1m
assess    P illegal_baseline
advance   20m
answer    hand_over P filed ticket 1
say       P no_action
answer    choose_remedy P next_rung
advance   20m
answer    hand_over P filed ticket 2
say       P no_action
advance   190d
answer    choose_remedy P next_rung
advance   30m
expect    rung P 4; says P Out-of-court dispute
