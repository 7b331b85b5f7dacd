# Nobody is told without the person's consent, and what waits is left when it is taken back; what was said stays said.
partner   attic silent
partner   cellar silent
site      images.example at attic
site      other.example at cellar
page      P http://images.example/1
page      Q http://other.example/2
case      P consents none
advance   1h
expect    P AwaitingConsent; task obtain_consent P; mails attic 0
answer    obtain_consent P go_on
expect    P AwaitingConsent; task obtain_consent P
case_consent_give cellar
expect    P AwaitingConsent
case_consent_give attic
until     P AwaitingRemoval
expect    no-task obtain_consent P; mails attic 1
case_consent_give attic refused
# Where another host is asked, it is another consent: given for one, it is missed when the other is to be told.
case      Q consents attic
advance   1h
expect    Q AwaitingConsent; event Q ConsentMissing; mails cellar 0
case_consent_give cellar
advance   20m
expect    Q AwaitingRemoval; mails cellar 1
case_consent_take_back cellar
expect    Q AwaitingConsent; no-notice Q retraction
advance   8d
expect    Q AwaitingConsent; mails cellar 1
case_consent_take_back cellar refused
case_consent_give nobody refused
case_consent_give any
expect    Q AwaitingConsent
