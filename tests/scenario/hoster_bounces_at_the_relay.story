# Refused at RCPT: nothing was taken, and it counts as a bounce.
partner   hollow bouncing at-the-relay
site      pics.example at hollow
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   2h
expect    mails hollow 0; notice P first refused; event P NoticeBounced
