# Contested, it stands until a second person has decided, and its time runs on; upheld, they hear that it stands; annulled, that they may restore.
authority nl_atkm_csam
partner   host silent
site      pics.example at host
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
report    P Q
advance   1m
assess    P,Q illegal_baseline
advance   10m
say       P,Q received
advance   1h
mail      P oldest This content is not illegal.
advance   10m
expect    P InDoubt; task second_person P; alert contested
uphold    P by bram
advance   10m
expect    P AwaitingRemoval; notice P reminder; no-task second_person P
overturn  Q by bram
advance   10m
expect    Q ClosedAnnulled; notice Q retraction; says Q You may restore
advance   13h
expect    alert order_breached; P AwaitingRemoval
withdraw  P
advance   10m
expect    P ClosedWithdrawn; notice P retraction
