# Gone, and back: begun again with a notice of its own. In doubt, contested and moved on the way.
partner   attic silent
partner   cellar silent in US
site      images.example at attic
page      P http://images.example/1
page      Q http://images.example/2
case      P Q
until     P AwaitingRemoval
assess    P doubtful
expect    P InDoubt; task second_person P
assess    P illegal_national
expect    P AwaitingRemoval; no-task second_person P
page      P becomes gone_404
advance   2d
expect    P ClosedGone
page      P becomes content
advance   8d
until     P AwaitingRemoval
expect    spells P 2; alert reappeared; because tell_person 0 of 2 gone
move      images.example to cellar
relocate  P
advance   1h
expect    P AwaitingRemoval; mails cellar 1; alert site_moved
assess    Q not_illegal
expect    Q ClosedUnfounded
assess    Q illegal_national
until     Q AwaitingRemoval
give_up   Q
expect    Q ClosedGivenUp; task review_given_up Q
answer    review_given_up Q go_on
until     Q AwaitingRemoval
expired   Q
expect    Q ClosedGone
say       Q there_for_person
until     Q AwaitingRemoval
