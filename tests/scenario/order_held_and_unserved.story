# Nobody to serve it to is a task; a police hold keeps it back, and ends by a person.
authority nl_atkm_csam
partner   host bouncing
partner   strange silent unlisted
partner   good silent
site      pics.example at host
site      more.example at strange
site      late.example at good
page      P http://pics.example/v/1.html
page      Q http://more.example/v/1.html
page      R http://late.example/v/1.html
report    P Q R
advance   1m
hold      R by police until 5h
assess    P,Q,R illegal_baseline
advance   2h
expect    P CannotBeServed; alert undeliverable; task find_contact P; Q CannotBeServed; task find_contact Q; R Held; mails good 0
answer    find_contact Q go_on
advance   10m
expect    Q CannotBeServed; task find_contact Q
release_hold R by lotte
advance   10m
expect    R AwaitingReceipt; mails good 1
hold      R by police until 2h
expect    R Held
advance   3h
expect    R Held; alert hold_past_its_end; task hold_expired R
release_hold R by lotte
advance   5m
expect    R AwaitingReceipt; mails good 1
