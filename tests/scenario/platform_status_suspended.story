# A status that is suspended is none: the notice goes out as anybody's.
designated suspended
partner   circle silent social by-form dsa_notice
site      social.example at circle
page      P http://social.example/posts/1
report    P
advance   1m
assess    P illegal_baseline
advance   20m
expect    says P as anybody may
