# A word is asked of whoever was told, with a time of its own; the person hears at each change, and every week without one.
partner   attic silent
site      images.example at attic
page      P http://images.example/1
page      Q http://images.example/2
case      P
until     P AwaitingRemoval
expect    because tell_person 0 of 1 gone, 1 asked for
answer    tell_person P told
expect    no-desk-task tell_person
advance   3d1h
expect    task ask_for_feedback P
advance   4d
expect    desk-task tell_person
say       P received
expect    no-task ask_for_feedback P
# "Is it gone for you?": where our looks see nothing, the person is asked.
looks     fail 12h
say       P claims_gone
advance   3h
expect    P AwaitingRemoval; task ask_person_depicted P
answer    ask_person_depicted P there_for_person
expect    P AwaitingRemoval; no-task ask_person_depicted P; event P PersonObserved
say       P claims_gone
expect    P CheckingClaim
say       P there_for_person
expect    P AwaitingRemoval; alert false_claim
# One more place of the same case.
add-location Q
until     Q AwaitingRemoval
expect    because tell_person 0 of 2 gone, 2 asked for
