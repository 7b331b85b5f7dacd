# One connector is paused: whatever goes by it waits, however long, and leaves when a person who may lets it go on.
partner   quick prompt
site      pics.example at quick
page      P http://pics.example/v/1.html
report    P
advance   1m
connector pause abuse_mail by anna
assess    P illegal_baseline
advance   18m
expect    mails quick 0; notice P first sealed
connector resume abuse_mail by anna refused
connector pause no_such by lotte refused
connector resume abuse_mail by lotte
advance   5m
expect    mails quick 1
advance   5h
expect    P ClosedGone
