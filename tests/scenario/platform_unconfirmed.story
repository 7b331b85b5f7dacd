# Filed, and never confirmed: a task, an alert and a reminder, all while the receipt is waited for.
partner   circle silent social by-form dsa_notice
site      social.example at circle
page      P http://social.example/posts/1
report    P
advance   1m
assess    P illegal_baseline
advance   20m
answer    hand_over P filed
advance   23h
expect    P AwaitingConfirmation; no-task not_accepted P
advance   2h
expect    P AwaitingConfirmation; task not_accepted P; alert not_accepted; notice P reminder
say       P received
expect    P AwaitingDecision; no-task not_accepted P
