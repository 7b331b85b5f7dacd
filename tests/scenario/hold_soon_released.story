# A hold that comes and goes soon after the first notice: nobody is reminded for it, and whatever was due is still due.
partner   idle silent
site      pics.example at idle
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   20m
expect    P AwaitingReceipt; mails idle 1
hold      P by police until 1h
advance   30m
expect    P Held
release_hold P by lotte
expect    P AwaitingReceipt
advance   30m
expect    P AwaitingReceipt; mails idle 1; no-notice P reminder
advance   4h
expect    task not_accepted P; alert not_accepted; rung P 1; no-notice P reminder
advance   19h30m
expect    notice P reminder; task propose_referral P; rung P 1; mails idle 2; alerts removal_late 1
