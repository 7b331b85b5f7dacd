# Taken back before and after the notice has left; whoever was told hears of it. A wrong PIN tells nothing, and locks for a while.
partner   attic silent
site      images.example at attic
page      P http://images.example/1
page      Q http://images.example/2
case      P Q
until     P AwaitingRemoval
case_show by anna refused
case_withdraw by anna refused
withdraw  P by anna refused
case_erase refused
case_withdraw
expect    P ClosedWithdrawn; Q ClosedWithdrawn; desk-task erase_case
advance   1h
expect    notice P retraction; mails attic 2
ask-status with 00000000 refused
ask-status with 00000001 refused
ask-status with 00000002 refused
ask-status with 00000003 refused
ask-status with 00000004 refused
ask-status refused
advance   16m
ask-status
expect    answered "open":0
