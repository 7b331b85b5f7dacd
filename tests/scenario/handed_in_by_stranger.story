# A hotline the directory does not list: the item is followed all the same, and a person tells them what happens.
partner   prague silent in CZ as partner_hotline unapproved
partner   here silent
site      pics.example at here
page      P http://pics.example/v/1.html
report    P by prague
advance   10m
expect    partner_referral P AwaitingVerdict; desk-task tell_partner; because tell_partner acknowledged; mails prague 0
