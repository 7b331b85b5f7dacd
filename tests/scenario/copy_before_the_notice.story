# Who is to act is paused, and whoever gets a copy is told first: the notice that leaves later is of the same rung, and its clock runs.
site-owner at_once
partner   host silent
partner   owner silent as site_owner
site      forum.example at host
page      P http://forum.example/v/1.html
rule      owner forum.example owner: {recipient: owner, kind: forum}
report    P
pause     host by lotte
advance   1m
assess    P illegal_baseline
advance   40m
expect    mails host 0; mails owner 1; P NoticePending
unpause   host by lotte
advance   10m
expect    mails host 1; P AwaitingReceipt
