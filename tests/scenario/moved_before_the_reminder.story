# Where it is hosted was looked up a day ago: before the reminder it is looked up again, and the new host is told instead of the old one.
partner   idle refusing
partner   other refusing
site      pics.example at idle
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   2h
expect    mails idle 1; P AwaitingRemoval; location-event P PlaceFound "why":"the range is the sandbox's"
expect    location-event P PlaceFound "registration":{"country":"NL","source":"rdap"}
move      pics.example to other
advance   22h
expect    mails other 0; no-notice P reminder
advance   4h
expect    mails idle 1; mails other 1; event P HostMoved; no-notice P reminder
