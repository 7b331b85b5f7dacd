# "We will not act": a person is asked; the answer "next rung" sends it up before its time.
partner   stubborn refusing
partner   transit prompt as network
site      pics.example at stubborn
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_national
advance   7h
expect    P AwaitingRemoval; task refused P; alert refused; event P RefusedByRecipient; mails stubborn 1; rung P 1
answer    refused P next_rung by anna
expect    no-task refused P
advance   20m
expect    rung P 2; notice P escalation; mails stubborn 2; task propose_referral P; alert escalated
