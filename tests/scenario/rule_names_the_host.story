# A rule of the desk says who hosts the site behind a proxy: that host is written to, whatever the address says, and the proxy is not.
partner   cdn silent in US in-front
partner   real prompt
site      pics.example at real behind cdn
page      P http://pics.example/v/1.html
rule      behind pics.example host: {recipient: real, country: NL}
report    P
advance   1m
assess    P illegal_baseline
advance   1d
expect    mails real 1; mails cdn 0; event P ClaimedGone
