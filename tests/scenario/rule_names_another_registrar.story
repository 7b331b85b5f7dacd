# What a rule about the site says of its registrar goes before a person's word.
partner   stubborn refusing
partner   namely prompt as registrar
partner   formerly prompt as registrar
site      pics.example at stubborn
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   1h
set_registrar P formerly by anna
rule      sold pics.example registrar: namely
advance   74h
expect    task approve_network P
answer    approve_network P next_rung by lotte
advance   1h
expect    rung P 5; task approve_registrar P
answer    approve_registrar P next_rung by lotte
advance   4d
expect    mails namely 1; mails formerly 0
