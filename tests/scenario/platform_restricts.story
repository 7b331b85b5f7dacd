# Restricted, age-gated: still there for some. A person decides whether that suffices.
partner   circle silent social by-form dsa_notice
site      social.example at circle
page      P http://social.example/posts/1
page      Q http://social.example/posts/2
report    P
advance   1m
assess    P illegal_baseline
advance   20m
answer    hand_over P filed ticket 1
mail      P We have restricted the visibility of the post.
advance   10m
expect    P ChoosingRemedy; task choose_remedy P; event P DecisionReceived
answer    choose_remedy P give_up
expect    P ClosedSettled; no-task choose_remedy P
report    Q
advance   1m
assess    Q illegal_baseline
advance   20m
answer    hand_over Q filed ticket 2
mail      Q The video is now age-restricted.
advance   10m
expect    Q ChoosingRemedy
# It does not: the legal form, which says what it answers.
answer    choose_remedy Q next_rung
advance   20m
expect    Q NoticePending; rung Q 2; says Q Whether it breaks your own rules is not what we ask
answer    hand_over Q filed ticket 3
advance   5m
page      Q becomes gone_404
mail      Q We have removed the content.
advance   40m
expect    Q ClosedGone
