# The offer comes back: the hotline's other contact, and then the next road. What waited too long is looked at again.
partner   prague bouncing in CZ as partner_hotline with-postmaster
partner   bureau silent in NL as police
partner   host silent in CZ
site      p.example at host
page      P http://p.example/1.html
report    P
advance   2m
assess    P illegal_baseline
advance   3h
expect    rung P 2; alert bounced; mails bureau 1
# A bounce of the offer comes once more, late.
bounce    P oldest
advance   1m
expect    rung P 2; P AwaitingPartner
