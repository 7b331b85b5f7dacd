# "This is not illegal": a second person looks and says that it is. The hoster is told again and gives in.
partner   proud contesting
site      pics.example at proud
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline by anna
advance   5h
expect    P AwaitingSecondPerson; task second_person P; alert contested; mails proud 1
# It takes a second person.
uphold    P by anna refused
expect    P AwaitingSecondPerson
uphold    P by bram
advance   20m
expect    mails proud 2; notice P reminder; verdict P illegal_baseline
advance   8h
expect    P ClosedGone
