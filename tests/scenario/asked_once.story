# The hotline has asked a host when a person asks for the same: the host is not asked twice, and hears from both in one answer.
partner   attic silent
site      images.example at attic
page      P http://images.example/1
report    P
advance   1m
assess    P illegal_baseline
until     P AwaitingReceipt
advance   1h
case      P consents attic
advance   1h
expect    victim_removal P AwaitingRemoval; hotline_ntd P AwaitingReceipt; mails attic 1; event P@victim_removal AlreadyAsked
# Only the hotline reminds.
advance   23h
expect    victim_removal P AwaitingRemoval; mails attic 2
# The person takes the case back: the hotline stands by what it said, so nothing is taken back.
case_withdraw
advance   1h
expect    victim_removal P ClosedWithdrawn; mails attic 2; no-notice P@hotline_ntd retraction; no-notice P@victim_removal retraction
mail      P We have removed the content.
page      P becomes gone_404
advance   1h
expect    hotline_ntd P ClosedGone
