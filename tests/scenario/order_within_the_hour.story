# Terrorist content: one hour from receipt, by a desk that may order that and nothing else. Received by a machine, followed by nobody.
authority eu_tco
partner   host silent that-confirms
site      pics.example at host
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
report    P Q
advance   1m
assess    P illegal_national
# Child abuse material is not for this power: nothing is ordered, and a person refers it to who may.
assess    Q illegal_baseline
advance   10m
expect    Q ClosedNotOrdered; task refer_on Q; notices Q 0; event P RecipientAccepted; P AwaitingRemoval; mails host 1
advance   45m
expect    no-alert order_breached; alert removal_near
advance   20m
expect    alert order_breached; task order_breached P; mails host 2
give_up   P
expect    P ClosedGivenUp; task review_given_up P
