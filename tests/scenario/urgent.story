# What cannot wait: said by the source, or by a person afterwards. Its notice gathers no others.
partner   idle silent
partner   other silent
site      pics.example at idle
site      more.example at other
page      P http://pics.example/v/1.html
page      Q http://more.example/v/1.html
report    P urgent
report    Q
advance   1m
assess    P illegal_baseline
assess    Q illegal_baseline
advance   1m
expect    mails idle 1; mails other 0
urgent    Q
advance   1m
expect    mails other 1; event Q MarkedUrgent
