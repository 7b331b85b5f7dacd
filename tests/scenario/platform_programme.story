# In the programme of one platform, and of no other: notices say so to that one.
programme circle
partner   circle silent social by-form dsa_notice
partner   square silent social by-form dsa_notice
site      social.example at circle
site      other.example at square
page      P http://social.example/posts/1
page      Q http://other.example/posts/1
report    P Q
advance   1m
assess    P illegal_baseline
assess    Q illegal_baseline
advance   20m
expect    says P member of your programme; says Q as anybody may
