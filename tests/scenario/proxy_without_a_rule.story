# Behind a proxy nobody knows the host or its country: nothing is sent, a person is asked; a rule that names the host lets it go on.
partner   cdn silent in NL in-front
partner   real prompt
site      pics.example at real behind cdn
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   1d
expect    mails cdn 0; mails real 0; task find_contact P
rule      behind pics.example host: {recipient: real}
advance   2h
expect    mails real 1; mails cdn 0
advance   1d
expect    event P ClaimedGone; no-task find_contact P
