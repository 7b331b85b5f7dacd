# "We cannot, since": the time stops until a person has decided. Mended or given again, it has its whole time anew; not accepted, the next is
# ordered.
authority nl_atkm_csam
partner   host silent
partner   carrier silent as network
site      pics.example at host
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
page      R http://pics.example/v/3.html
report    P Q R
advance   1m
assess    P,Q,R illegal_baseline
advance   10m
say       P,Q,R received
advance   6h
say       P impossible
say       Q manifest_errors
say       R information_missing
expect    P,Q,R Unable; task judge_inability P; task judge_inability Q; event R CannotComply
advance   8h
expect    no-alert order_breached; P Unable
# The grounds are gone: ordered again.
answer    judge_inability P go_on
advance   10m
expect    P AwaitingReceipt; rung P 1; no-task judge_inability P
say       P received
advance   11h
expect    no-alert order_breached
advance   2h
expect    alert order_breached; task order_breached P
# Not accepted: the next.
answer    judge_inability Q next_rung
advance   20m
expect    rung Q 3; task approve_network Q
# Said again, then done after all.
say       R impossible
expect    R Unable; task judge_inability R
page      R becomes gone_404
say       R claims_gone
expect    R CheckingClaim; no-task judge_inability R
advance   20m
expect    R ClosedGone
# A refusal without grounds stops nothing.
say       P refused perhaps
expect    P AwaitingRemoval; task refused P; alert order_refused
