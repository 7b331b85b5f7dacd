# A rule forbids to write to a hoster, say because it belongs to those who put the material there: nothing is sent, a person is asked with the
# rule's reason, and whoever comes next on the ladder is reached all the same.
partner   theirs prompt
partner   above prompt as network
site      pics.example at theirs
page      P http://pics.example/v/1.html
rule      theirs pics.example do_not_contact: [{recipient: theirs, why: it belongs to the same people}]
report    P
advance   1m
assess    P illegal_baseline
advance   1d
expect    mails theirs 0; task do_not_contact P; event P ContactForbidden; task approve_network P
answer    approve_network P next_rung by lotte
advance   1d
expect    mails theirs 0; mails above 1; P ClosedGone
