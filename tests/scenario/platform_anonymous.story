# Without our name, where the law allows it: no receipt is waited for, and nobody can tell us what was decided. It is looked at.
partner   circle silent social by-form dsa_notice
site      social.example at circle
page      P http://social.example/posts/1
page      Q http://social.example/posts/2
report    P Q
advance   1m
assess    P illegal_baseline
assess    Q illegal_national
say       P anonymous
# What is illegal here alone may not be one of the Directive's offences.
say       Q anonymous refused
advance   20m
expect    P NoticePending; says P name withheld; says Q ntd+
answer    hand_over P filed
expect    P AwaitingDecision
say       P anonymous refused
advance   26h
expect    no-task not_accepted P; no-alert not_accepted
page      P becomes gone_404
advance   7h
expect    P ClosedGone
