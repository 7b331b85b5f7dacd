# Somebody doubts what is being removed, and a rule about its site then says that it is not illegal: triage takes the word, and so does
# the request that asks for its removal.
partner   deaf silent
site      pics.example at deaf
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   20m
assess    P doubtful by carla
expect    P AwaitingSecondPerson; triage P Illegal
rule      judged pics.example assess: {verdict: not_illegal, sources: [police]}
report    P by police
expect    triage P NotIllegal; verdict P not_illegal; P ClosedNotIllegal
