# The host's only mailbox is dead: a person is asked for another way once, and nothing is looked at, tried and raised again and again.
partner   attic bouncing
site      images.example at attic
page      P http://images.example/1
case      P consents attic
advance   2h
expect    P CannotBeTold; task find_contact P; alerts undeliverable 1
advance   6h
expect    P CannotBeTold; alerts undeliverable 1; notices P 1
