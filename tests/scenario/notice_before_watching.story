# Hundreds of pages of one host wait to be looked at, which takes minutes: what an urgent notice is to be written about is looked at before them.
partner   quick prompt
site      pics.example at quick
page      P http://pics.example/v/1.html
flood     700 of pics.example by webform
report    P urgent
advance   30s
assess    P illegal_baseline
advance   2m
expect    mails quick 1; notice P first
