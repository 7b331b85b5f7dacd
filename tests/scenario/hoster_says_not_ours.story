# The customer has left: "not ours" is believed as far as a look-up goes, and the notice goes to whoever the look-up names.
partner   old moving
partner   fresh prompt
site      pics.example at old
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   17m
expect    mails old 1
advance   3d
expect    event P NotTheirs; event P HostMoved; mails old 1; mails fresh 1; P ClosedGone
