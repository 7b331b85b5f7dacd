# "This is not illegal", and they are right: everybody who was told is told that it was a mistake.
partner   proud contesting
partner   other contesting
site      pics.example at proud
page      P http://pics.example/v/1.html not_illegal
report    P
advance   1m
assess    P illegal_national by anna
advance   5h
expect    P AwaitingSecondPerson; task second_person P; mails proud 1
overturn  P by anna refused
expect    P AwaitingSecondPerson; no-notice P retraction
overturn  P by bram
expect    P ClosedNotIllegal; verdict P not_illegal; no-task second_person P
advance   5m
expect    notice P retraction accepted; mails proud 2; mails other 0
advance   1d
expect    P ClosedNotIllegal; mails proud 2
