# Both are asked where it is right: the real host first, and the proxy in front gets a copy once a person has approved to go above the host.
partner   cdn silent in US in-front
partner   above silent as network
partner   real silent
site      pics.example at real behind cdn
page      P http://pics.example/v/1.html
rule      behind pics.example host: {recipient: real, country: NL}, proxy: cdn
report    P
advance   1m
assess    P illegal_baseline
advance   75h
expect    mails cdn 0; task approve_network P
answer    approve_network P next_rung by lotte
advance   1h
expect    mails cdn 1; notice P copy
