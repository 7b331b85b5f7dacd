# The rules change while requests are under way: those that began before keep the hours they began with; a person moves one of them, by name,
# to the rules of today.
deadline-changes 2030-01-08 20
partner   mute silent
site      pics.example at mute
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
report    P Q
advance   1m
assess    P,Q illegal_baseline
advance   16h30m
migrate_rules P refused
migrate_rules P by bram
expect    event P RulesMigrated; no-event Q RulesMigrated; no-alert removal_late
advance   3h
expect    no-alert removal_late
# 20 hours after the notice of the one that was moved, 24 of the other.
advance   1h
expect    alerts removal_late 1
advance   3h
expect    alerts removal_late 1; no-notice Q reminder
advance   1h
expect    alerts removal_late 2; notice Q reminder
