# Hosted abroad, it was gone before anybody could pass it on. Its site has come home since, and it is judged again.
no-road   abroad
partner   far silent in US
partner   near silent
site      vids.example at far
page      X http://vids.example/v/1.html
report    X
advance   1m
assess    X illegal_baseline
expect    triage X NeedsExchangeRoad
page      X becomes gone_404
report    X
advance   20m
expect    triage X GoneBeforeExchange
move      vids.example to near
relocate  X
page      X becomes content
assess    X illegal_baseline
expect    triage X Illegal; X NoticePending
advance   20m
expect    mails near 1; mails far 0
