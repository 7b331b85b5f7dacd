# A hoster may be given less than a notice says: nothing leaves to it, a person is told why, and its network is asked as ever.
partner   quick prompt
partner   stranger prompt may-be-given-little
site      pics.example at quick
site      board.example at stranger
page      P http://pics.example/v/1.html
page      Q http://board.example/v/2.html
report    P Q
advance   1m
assess    P illegal_baseline
assess    Q illegal_baseline
advance   20m
expect    mails quick 1; mails stranger 0; notice Q first dead; event Q NoticeUndeliverable; alert dead_letter
expect    because dead_letter it is TLP:amber, and the recipient may be given TLP:green at most
advance   12h
expect    mails stranger 0; P ClosedGone
