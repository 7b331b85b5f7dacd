# An offer was under way when the partner, on the telephone, took it over: it may have arrived, so it is not stopped, and its next try is another notice,
# since one of the two was taken back.
partner   hotline-de silent in DE as partner_hotline
partner   far silent in DE
site      pics.example at far
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
report    P Q
advance   1m
assess    P illegal_baseline
assess    Q illegal_baseline
relay     down 40m
relay     hesitates 70m
until     P AwaitingPartner
expect    together P Q first
say       P took_over
expect    P TakenOver
withdraw  Q
advance   3h
expect    P TakenOver; notice P first accepted; notice P first voided
