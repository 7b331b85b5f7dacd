# Whoever knows a notice's reference and not its reply address moves nothing: a person reads what they say, and a bounce they made up closes no
# mailbox. Somebody at the recipient's own house is believed, as a colleague who opens a new ticket.
partner   attic silent
site      images.example at attic
page      P http://images.example/1
report    P
advance   1m
assess    P illegal_baseline
until     P AwaitingReceipt
strangers-mail P elsewhere.example We have removed the content.
advance   1m
expect    P AwaitingReceipt; desk-task unmatched_message; no-event P RecipientAccepted
strangers-bounce P
advance   1m
expect    P AwaitingReceipt; no-event P NoticeBounced; notice P first accepted
strangers-mail P desk.attic.example Thank you. We have received your notice and will look into it.
advance   1m
expect    P AwaitingRemoval; event P RecipientAccepted
bounce    P
advance   1m
expect    event P NoticeBounced
