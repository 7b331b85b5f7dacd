# Article 16(2): what is missing becomes a task, not a notice. A rule about a source is no reasons, and a whole site no exact location.
partner   circle silent social by-form dsa_notice
site      social.example at circle
site      whole.example at circle
page      P http://social.example/posts/1
page      Q http://whole.example/
report    P by partner-hotline.example
report    Q
advance   2m
assess    Q illegal_baseline
advance   20m
expect    trusted_flagger P CannotBeTold; task complete_notice P; no-desk-task hand_over; event P NoticeIncomplete
expect    trusted_flagger Q CannotBeTold; task complete_notice Q
# Answered without anything being done about it, it is asked again.
answer    complete_notice P go_on
advance   20m
expect    P CannotBeTold; task complete_notice P
assess    P illegal_baseline
answer    complete_notice P go_on
advance   20m
expect    P NoticePending; desk-task hand_over; says P http://social.example/posts/1
answer    complete_notice Q give_up
expect    Q ClosedGivenUp
