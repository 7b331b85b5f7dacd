# A null MX (RFC 7505): the relay refuses at RCPT with 556 5.1.10, nothing is ever sent there, and the next contact or a person has it.
partner   nopost prompt null-mx
partner   transit prompt as network
site      pics.example at nopost
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   16m
expect    mails nopost 0; event P NoticeBounced; notice P first refused; alert bounced
advance   2h
expect    mails nopost 0; no-event P RelayAccepted; no-notice P first accepted
