# Hosted abroad: offered to the hotline there, taken over, acted upon, looked at until it is gone, and offered again when it is back.
partner   prague silent in CZ as partner_hotline
partner   host silent in CZ
site      pics.example at host
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   30m
expect    triage P Illegal; P AwaitingPartner; mails prague 1; mails host 0; says P Offered for removal
say       P received
expect    P AwaitingPartner
say       P took_over
expect    P TakenOver
say       P acted
say       P removed refused
expect    P TakenOver; no-event P LeftCoverage
advance   1d
# They have as long again as they had; then a person is asked.
advance   3d
expect    P TakenOver; task partner_is_slow P; alert removal_late
answer    partner_is_slow P go_on
expect    P TakenOver; no-task partner_is_slow P
page      P becomes gone_404
advance   2d
expect    P ClosedGone; spells P 1; mails prague 1
page      P becomes content
advance   8d
expect    P AwaitingPartner; spells P 2; mails prague 2; alert reappeared
