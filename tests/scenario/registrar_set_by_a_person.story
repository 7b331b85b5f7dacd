# No source tells which registrar a name was bought from: a person sets it, and the rung that asks it, once approved, reaches somebody.
partner   stubborn refusing
partner   namely prompt as registrar
site      pics.example at stubborn
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   75h
expect    rung P 3; task approve_network P
set_registrar P stubborn by anna refused
set_registrar P namely by anna
# No network is known either: its rung reaches nobody, and the question about the registrar follows.
answer    approve_network P next_rung by lotte
advance   1h
expect    rung P 5; task approve_registrar P; mails namely 0
answer    approve_registrar P next_rung by lotte
advance   4d
expect    mails namely 1
