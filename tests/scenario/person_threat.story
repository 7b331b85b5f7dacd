# Not published yet: only the accounts the threat comes from are named.
partner   circle silent social in IE
site      social.example at circle
page      P http://social.example/someone
case      P threat
until     P AwaitingRemoval
expect    says P threatens to publish; says P Nothing has been published yet
say       P account_action
expect    P ChoosingRemedy
give_up   P
expect    P ClosedSettled; desk-task erase_case
