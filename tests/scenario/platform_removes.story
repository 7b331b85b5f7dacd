# A social platform is told by its form, as anybody may be told something. It confirms and decides by mail; what it says is seen to be so.
partner   circle silent social by-form dsa_notice
site      social.example at circle
page      P http://social.example/posts/1
report    P
advance   1m
assess    P illegal_baseline
advance   20m
expect    trusted_flagger P NoticePending; desk-task hand_over; mails circle 0
expect    says P Article 16 of Regulation (EU) 2022/2065; says P as anybody may; says P in good faith; says P http://social.example/posts/1
answer    hand_over P filed
expect    P AwaitingConfirmation; event P NoticeForPlatform
advance   1h
mail      P Thank you. We have received your notice and will look into it.
advance   10m
expect    P AwaitingDecision; event P RecipientAccepted
page      P becomes gone_404
mail      P We have removed the content.
advance   10m
expect    event P ClaimedGone
advance   30m
expect    P ClosedGone; spells P 1; no-task choose_remedy P
# Still there after all, months later: begun again, with a notice of its own.
page      P becomes content
advance   8d
expect    P NoticePending; spells P 2; alert reappeared
