# "This is not illegal": a second person looks and says that it is. The hoster is told again and gives in.
partner   proud contesting
site      pics.example at proud
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline by anna
advance   5h
expect    P AwaitingSecondPerson; task second_person P; alert contested; mails proud 1; event P ContestedByRecipient
expect    no-task refused P; no-alert refused
# Nobody is reminded while it is in doubt; the clock runs on, and people are told that it does.
advance   20h
expect    P AwaitingSecondPerson; mails proud 1; alert removal_late; no-notice P reminder
# It takes a second person.
uphold    P by anna refused
expect    P AwaitingSecondPerson; task second_person P
uphold    P by bram
expect    no-task second_person P; verdict P illegal_baseline
advance   20m
expect    mails proud 2; notice P reminder
advance   8h
expect    P ClosedGone; spells P 1; no-notice P retraction
