# Reports are taken in while no service runs: the command carries nothing out. The service that starts later looks up what waits for it,
# and asks nobody for a contact it can find itself.
partner   quick prompt
site      pics.example at quick
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
service   stops
report    P
advance   1h
report    Q
expect    triage P Received; triage Q Received
service   starts
advance   2m
expect    triage P AwaitingAssessment; triage Q AwaitingAssessment; no-task find_contact P; no-task find_contact Q; task assess P
