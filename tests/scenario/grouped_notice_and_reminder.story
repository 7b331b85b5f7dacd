# Two items of one recipient: one notice, and one reminder that names only what is still there.
partner   idle refusing
site      pics.example at idle
site      other.example at idle
page      P http://pics.example/v/1.html
page      Q http://other.example/v/2.html
page      R http://other.example/v/3.html
report    P Q R
advance   1m
assess    P illegal_baseline
assess    Q illegal_baseline
assess    R illegal_baseline
advance   20m
expect    mails idle 1; together P Q first; together Q R first
advance   20h
page      R becomes gone_404
advance   5h
expect    mails idle 2; together P Q reminder; no-notice R reminder; R ClosedGone
