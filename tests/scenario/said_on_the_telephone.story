# A host says on the telephone what others write: an analyst notes it, and the same follows as from a mail.
partner   host silent
site      pics.example at host
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
page      R http://pics.example/v/3.html
report    P Q R
advance   1m
assess    P,Q,R illegal_baseline
until     P AwaitingReceipt
say       P contested
expect    P AwaitingSecondPerson; task second_person P; event P ContestedByRecipient
say       Q needs_information
expect    task answer_question Q; event Q InformationAsked
say       R passed_on
expect    R AwaitingRemoval; event R PassedToCustomer
say       R shrugged refused
