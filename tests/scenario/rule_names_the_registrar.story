# A rule says which registrar sold the name, so that its rung, once approved, reaches it without anybody looking it up.
partner   stubborn refusing
partner   namely prompt as registrar
site      pics.example at stubborn
page      P http://pics.example/v/1.html
rule      sold pics.example registrar: namely
report    P
advance   1m
assess    P illegal_baseline
advance   75h
expect    task approve_network P
answer    approve_network P next_rung by lotte
advance   1h
expect    rung P 5; task approve_registrar P; mails namely 0
answer    approve_registrar P next_rung by lotte
advance   4d
expect    mails namely 1
