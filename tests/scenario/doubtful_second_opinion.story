# In doubt: a second person decides; asking the same one again settles nothing.
partner   quick prompt
site      pics.example at quick
page      P http://pics.example/v/1.html doubtful
page      Q http://pics.example/v/2.html doubtful
report    P Q
advance   1m
assess    P doubtful by anna
assess    Q doubtful by anna
expect    triage P AwaitingSecondOpinion; task second_opinion P
assess    P illegal_baseline by anna
second_opinion P illegal_baseline by anna refused
expect    triage P AwaitingSecondOpinion
second_opinion P illegal_national by bram
second_opinion Q not_illegal by bram
expect    triage P Illegal; triage Q NotIllegal
advance   20m
expect    mails quick 1; verdict P illegal_national; verdict Q not_illegal
