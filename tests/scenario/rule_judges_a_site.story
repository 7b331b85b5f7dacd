# What a named source reports of a site the desk has judged needs no assessment; what anybody else reports of it does, and so does a part of
# it that only links.
partner   host prompt
site      pics.example at host
site      links.pics.example at host
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
page      L http://links.pics.example/v/3.html
rule      judged pics.example assess: {verdict: illegal_national, sources: [police]}
rule      links links.pics.example only_links: true
report    P by police
report    Q
report    L by police
advance   20m
expect    verdict P illegal_national; mails host 1; triage Q AwaitingAssessment; triage L AwaitingAssessment
