# The owner of a site that lives off the material is not told, whatever the ladder says: it would only warn him.
site-owner at_once
partner   host prompt
partner   owner silent as site_owner
site      theirs.example at host
page      P http://theirs.example/v/1.html
rule      owner theirs.example owner: {recipient: owner, kind: dedicated}
report    P
advance   1m
assess    P illegal_baseline
advance   1d
expect    mails host 1; mails owner 0; no-notice P copy; P ClosedGone
