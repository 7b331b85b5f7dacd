# The program ended while it sent, and the relay is down since: for hours nobody knows whether the notice arrived. Whatever interrupts that wait
# leads back to it.
partner   deaf silent
site      pics.example at deaf
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
relay     down 10h
crash     before-send
advance   20m
expect    P AwaitingRelay
hold      P by police until 2h
release_hold P by lotte
expect    P AwaitingRelay
assess    P doubtful by carla
expect    P AwaitingSecondPerson
uphold    P by bram
expect    P AwaitingRelay
assess    P doubtful by carla
second_opinion P illegal_baseline by bram
expect    P AwaitingRelay
advance   2h
page      P becomes changed
advance   2h
expect    P AwaitingReassessment; notices P 1
assess    P illegal_baseline
expect    P AwaitingRelay
# In doubt it was not sent again; the next notice is due when the rung's time is over.
advance   8h
expect    P AwaitingRelay; notices P 1; mails deaf 0
advance   13h
expect    notices P 2; mails deaf 1; copies 0
