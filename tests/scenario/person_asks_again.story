# Withdrawn, and asked for again by a case of its own: it begins anew, also when it was judged unfounded before. What is gone when a case is
# withdrawn is watched no longer, and its host hears nothing of that.
partner   attic silent
site      images.example at attic
page      P http://images.example/1
page      Q http://images.example/2
page      R http://images.example/3
case      P
until     P AwaitingRemoval
case_withdraw
expect    P ClosedWithdrawn
case      P
until     P AwaitingRemoval
expect    mails attic 3; notice P retraction; spells P 1
case      Q
until     Q AwaitingRemoval
assess    Q not_illegal
expect    Q ClosedUnfounded
case      Q
until     Q AwaitingRemoval
give_up   Q
expect    Q ClosedGivenUp
case      Q
until     Q AwaitingRemoval
# Gone, and the person takes the case back.
case      R
until     R AwaitingRemoval
page      R becomes gone_404
until     R ClosedGone
case_withdraw
expect    R ClosedWithdrawn; no-notice R retraction
page      R becomes content
advance   9d
expect    R ClosedWithdrawn
# A place that is added is judged as the rest of its case.
page      S http://images.example/4
page      T http://images.example/5
case      S child
add-location T
expect    verdict T illegal_baseline
