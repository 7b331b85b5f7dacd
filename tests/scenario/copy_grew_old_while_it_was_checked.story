# The service was down past the moment at which a copy was to leave, and nobody could look meanwhile: the copy does not leave, and the claim is still
# being checked.
site-owner at_once
partner   host silent one-by-one
partner   owner silent as site_owner
site      forum.example at host
page      P http://forum.example/v/1.html
rule      owner forum.example owner: {recipient: owner, kind: forum}
report    P
advance   1m
assess    P illegal_baseline
advance   2m
expect    P AwaitingReceipt; mails host 1; mails owner 0
looks     fail 10h
say       P claims_gone
expect    P CheckingClaim
service   stops
advance   4h
service   starts
advance   1m
expect    event P NoticeVoided; P CheckingClaim; mails owner 0
