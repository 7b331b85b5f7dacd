# A rule that comes while a notice waits sealed, and was never tried, holds it back, too: the other page in it goes out under a new number.
partner   theirs silent
site      pics.example at theirs
site      books.example at theirs
page      P http://pics.example/v/1.html
page      Q http://books.example/v/1.html
report    P Q
advance   1m
connector pause abuse_mail by anna
assess    P illegal_baseline
assess    Q illegal_baseline
advance   18m
expect    together P Q first; mails theirs 0
rule      theirs pics.example do_not_contact: [{scope: hoster, why: police asks to wait}]
connector resume abuse_mail by lotte
advance   1h
expect    task do_not_contact P; no-task do_not_contact Q; mails theirs 1; no-notice P first accepted; notice Q first accepted
