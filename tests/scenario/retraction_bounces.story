# A retraction comes back: no ladder waits for it, so a person has to know that its recipient still believes the notice.
partner   hollow bouncing
site      pics.example at hollow
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   16m
withdraw  P by anna
advance   3h
expect    P ClosedWithdrawn; notice P retraction bounced; desk-task dead_letter; alert dead_letter
