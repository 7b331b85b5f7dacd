# Two hosters were told when the assessment is overturned: both hear that it was a mistake, each once.
partner   first silent that-confirms
partner   second contesting
site      pics.example at first
page      P http://pics.example/v/1.html not_illegal
report    P
advance   1m
assess    P illegal_national by anna
advance   30m
expect    mails first 1
move      pics.example to second
relocate  P
advance   5h
expect    mails second 1; P AwaitingSecondPerson; task second_person P
overturn  P by bram
advance   5m
expect    P ClosedNotIllegal; mails first 2; mails second 2; notice P retraction
advance   1d
expect    mails first 2; mails second 2
