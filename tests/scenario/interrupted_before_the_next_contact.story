# The recipient's next contact is to be told, and the look before it takes its time: whatever interrupts that, it is told afterwards.
holds     end-by-agreement
partner   deaf silent with-postmaster
site      pics.example at deaf
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   20m
expect    P AwaitingReceipt
assess    P doubtful by carla
second_opinion P illegal_baseline by bram
expect    P AwaitingReceipt
looks     fail 12h
advance   4h
expect    P LookingBeforeReminder; alert not_accepted; notices P 1
hold      P by police until 2h
expect    P Held
release_hold P by lotte
expect    P LookingBeforeReminder
hold      P by police until 10m
advance   11m
expect    P LookingBeforeReminder
assess    P doubtful by carla
expect    P AwaitingSecondPerson
uphold    P by bram
expect    P LookingBeforeReminder
assess    P doubtful by carla
second_opinion P illegal_baseline by bram
expect    P LookingBeforeReminder; notices P 1; rung P 1
looks     fail 1m
advance   30m
expect    P AwaitingReceipt; notices P 2; mails deaf 1; rung P 1; no-notice P reminder
