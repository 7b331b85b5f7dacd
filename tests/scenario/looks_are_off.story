# No checker is configured, as shipped: the notice does not wait for looks that cannot come, says that it could not be checked, and asks
# nobody item by item. A claim still needs a person who looks.
looks     off
partner   idle silent
partner   liar lying
site      pics.example at idle
site      more.example at liar
page      P http://pics.example/v/1.html
page      Q http://more.example/v/1.html
report    P
report    Q
advance   1m
assess    P illegal_baseline
assess    Q illegal_baseline
advance   20m
expect    mails idle 1; says P could not check; no-task look_by_hand P; alert looks_off; event P LookFailed
expect    mails liar 1; no-task look_by_hand Q
advance   25h
expect    no-task look_by_hand P; notice P reminder; event Q ClaimedGone; task look_by_hand Q
