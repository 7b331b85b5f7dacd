# The reminder was tried and is to be tried again when the first notice comes back: it is left, and a person finds another contact.
partner   wall silent social one-by-one
site      pics.example at wall
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
until     P AwaitingConfirmation
say       P received
advance   23h
relay     down 5h
advance   90m
expect    P AwaitingDecision; notice P reminder sealed
bounce    P oldest
advance   10m
expect    P CannotBeTold; task find_contact P; event P NoticeVoided
