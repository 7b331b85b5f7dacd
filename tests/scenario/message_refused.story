# The relay refuses a message after its data: that says nothing about the mailbox. A person sees it, the ladder goes on, and the next notice
# for the same mailbox goes there as before.
partner   quick prompt
site      pics.example at quick
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
report    P Q
advance   1m
relay     refuses 20m
assess    P illegal_baseline
advance   17m
expect    notice P first dead; desk-task dead_letter; alert dead_letter; event P NoticeUndeliverable; no-event P NoticeBounced
advance   10m
assess    Q illegal_baseline
advance   20m
expect    notice Q first delivered
