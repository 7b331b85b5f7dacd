# Two persons ask for the same: it is asked once. One takes their case back, and it goes on for the other; when that one does, too, it ends.
partner   attic silent
partner   cellar silent
site      images.example at attic
site      other.example at cellar
page      P http://images.example/1
page      Q http://other.example/2
case      P consents attic
until     P AwaitingRemoval
case      P Q consents cellar
advance   1h
expect    mails attic 1; mails cellar 1; P AwaitingRemoval; Q AwaitingRemoval
case_withdraw any P
case_withdraw any P refused
case_consent_give any P refused
# Who is left has not agreed that attic is told.
expect    P AwaitingConsent; Q AwaitingRemoval; desk-task erase_case
case_consent_give attic
expect    P AwaitingRemoval; no-notice P retraction
case_withdraw
expect    P ClosedWithdrawn; Q ClosedWithdrawn
advance   1h
expect    notice P retraction; notice Q retraction
