# A child's images on one host: asked for at once. One is gone by the host's word and a look of ours, one as the person sees it.
partner   attic silent
site      images.example at attic
page      P http://images.example/1
page      Q http://images.example/2
case      P Q child
until     P AwaitingRemoval
expect    Q AwaitingRemoval; mails attic 1; together P Q first; says P on behalf of the person depicted; desk-task tell_person
expect    because tell_person 0 of 2 gone, 2 asked for, 2 open
ask-status
expect    answered "told":2,"gone":0
page      P becomes gone_404
mail      P We have removed the content.
advance   1h
expect    P ClosedGone; event P ClaimedGone; because tell_person 1 of 2 gone
answer    tell_person P told
expect    no-desk-task tell_person
say       Q received
say       Q gone_for_person
expect    Q ClosedGone; event Q PersonObserved; because tell_person 2 of 2 gone, 2 asked for, 0 open; desk-task erase_case
ask-status
expect    answered "gone":2,"open":0
# What is kept of the persons is opened by an audited act, and erased for good.
case_show
expect    answered Requester Invalid
case_erase
case_erase refused
case_show refused
ask-status refused
expect    no-desk-task erase_case; no-desk-task tell_person
