# Where the ladder says so and a rule names him, a forum's owner gets a copy with the first notice; nobody waits for him.
site-owner at_once
partner   host prompt
partner   owner silent as site_owner
site      forum.example at host
page      P http://forum.example/v/1.html
rule      owner forum.example owner: {recipient: owner, kind: forum}
report    P
advance   1m
assess    P illegal_baseline
advance   1d
expect    mails host 1; mails owner 1; notice P copy; P ClosedGone
