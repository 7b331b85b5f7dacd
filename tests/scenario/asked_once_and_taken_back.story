# A person was first. The hotline counts as having asked, until the person takes that back: the host hears it, and the hotline speaks for itself.
partner   attic silent
site      images.example at attic
page      P http://images.example/1
case      P consents attic
advance   1h
expect    victim_removal P AwaitingRemoval; mails attic 1
report    P
advance   1m
assess    P illegal_baseline by anna
advance   1h
expect    hotline_ntd P AwaitingReceipt; mails attic 1; event P@hotline_ntd AlreadyAsked
case_withdraw
advance   1h
expect    victim_removal P ClosedWithdrawn; notice P@victim_removal retraction
advance   40h
expect    hotline_ntd P AwaitingReceipt; event P@hotline_ntd NoticeVoided; notice P@hotline_ntd reminder
