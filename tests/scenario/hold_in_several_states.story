# Police ask to wait: before assessment, while the notice gathers, while we wait, in doubt, and after it is gone. Nothing leaves meanwhile.
partner   quick prompt
partner   idle silent that-confirms
partner   proud contesting
site      pics-quick.example at quick
site      pics-idle.example at idle
site      pics-proud.example at proud
page      A http://pics-quick.example/a.html
page      B http://pics-quick.example/b.html
page      C http://pics-idle.example/c.html
page      D http://pics-proud.example/d.html
page      E http://pics-idle.example/e.html
report    A B C D E
advance   1m
hold      A by police until 2d
assess    A illegal_baseline
expect    A Held; triage A Illegal
assess    B illegal_baseline
assess    C illegal_baseline
assess    D illegal_baseline
advance   5m
expect    B NoticePending
hold      B by police until 2d
expect    B Held
advance   30m
expect    C AwaitingRemoval; mails idle 1; mails quick 0
hold      C by police until 2d
advance   5h
expect    C Held; D AwaitingSecondPerson; task second_person D
hold      D by police until 2d
expect    D Held
# Decided under the hold: it stays held.
uphold    D by bram
expect    D Held; no-task second_person D
assess    E illegal_baseline
advance   30m
page      E becomes gone_404
advance   4h30m
expect    E ClosedGone; mails idle 2; mails quick 0
hold      E by police until 2d
expect    E ClosedGone
# Extended by who asked, released by who leads: each goes on from where it was, never with what was planned before.
extend_hold A by police until 3d
advance   1d
expect    A Held; B Held; C Held; D Held; mails quick 0; mails idle 2; mails proud 1; no-notice C reminder; no-alert hold_past_its_end
release_hold B by lotte
release_hold C by lotte
release_hold D by lotte
advance   20m
expect    A Held; mails quick 1; notice B first; mails idle 3; notice C reminder; task propose_referral C; mails proud 2; notice D reminder
advance   2d
expect    A Held; task hold_expired A; alert hold_past_its_end; no-alert false_claim; B ClosedGone; D ClosedGone
