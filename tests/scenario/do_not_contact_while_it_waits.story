# A rule that comes while a notice still waits for a relay that is down holds it back: whatever was tried before, it does not leave any more. The
# other page in the same notice goes out under a new number.
partner   theirs silent
site      pics.example at theirs
site      books.example at theirs
page      P http://pics.example/v/1.html
page      Q http://books.example/v/1.html
relay     down 2h
report    P Q
advance   1m
assess    P illegal_baseline
assess    Q illegal_baseline
advance   1h
rule      theirs pics.example do_not_contact: [{scope: hoster, why: police asks to wait}]
advance   4h
expect    task do_not_contact P; no-task do_not_contact Q; mails theirs 1; no-notice P first accepted; notice Q first accepted
