# A platform's servers may stand anywhere: it is told, not the hotline of that country.
partner   circle silent in IE social by-form dsa_notice
site      posts.example at circle
page      P http://posts.example/post/1
report    P
advance   1m
assess    P illegal_baseline
advance   20m
expect    triage P Illegal; trusted_flagger P NoticePending; desk-task hand_over
