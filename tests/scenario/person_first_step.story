# What is done before the first notice is the person's choice; nobody is told anything before it is.
partner   attic silent
site      images.example at attic
page      P http://images.example/1
page      Q http://images.example/2
page      R http://images.example/3
page      S http://images.example/4
case      P first keep_evidence
advance   2h
expect    P Preparing; task keep_evidence P; mails attic 0
answer    keep_evidence P go_on
until     P AwaitingRemoval
expect    no-task keep_evidence P; mails attic 1
case      Q first ask_police
advance   1h
expect    Q Preparing; task ask_police Q
# They ask to wait.
hold      Q until 6h by police
expect    Q Held
release_hold Q
expect    Q Preparing
answer    ask_police Q go_on
until     Q AwaitingRemoval
# Advised to report it themselves, the person waits three days; then it is ours.
case      R S first self_report
advance   2d
expect    R Preparing; task self_report R
page      S becomes gone_404
advance   1d1h
expect    R AwaitingRemoval; no-task self_report R; S ClosedGone
