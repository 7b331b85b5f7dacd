# Gone, or something else, by the time somebody has judged it: the look before the notice sees it, and nothing is said.
partner   circle silent social by-form dsa_notice
site      social.example at circle
page      P http://social.example/posts/1
page      Q http://social.example/posts/2
report    P Q
advance   2h45m
page      P becomes gone_404
page      Q becomes changed
assess    P illegal_baseline
assess    Q illegal_baseline
advance   30m
expect    P ClosedGone; no-event P NoticeAttempted; Q InDoubt; task reassess Q; no-desk-task hand_over
# Seen, and judged again: told.
assess    Q illegal_baseline
advance   30m
expect    Q NoticePending; no-task reassess Q
