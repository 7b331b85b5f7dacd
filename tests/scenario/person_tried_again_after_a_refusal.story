# The same, when the host said that it will not.
partner   attic silent
site      images.example at attic
page      P http://images.example/1
page      Q http://images.example/2
relay     down 20m
relay     hesitates 50m
case      P Q consents attic child
until     P AwaitingRemoval
say       P no_action
expect    P ChoosingRemedy; together P Q first
expired   Q
advance   3h
expect    P ChoosingRemedy; notice P first accepted; notice P first voided
