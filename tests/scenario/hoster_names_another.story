# "Not ours, ask the other one": looked up again at once, and what the look-up says decides. Where it still names the same host, here by a rule,
# a person is asked, and reads whom they named.
partner   wrong prompt
partner   other prompt
site      pics.example at other
page      P http://pics.example/v/1.html
rule      behind pics.example host: {recipient: wrong, country: NL}
report    P
advance   1m
assess    P illegal_baseline
advance   17m
expect    mails wrong 1; mails other 0
advance   6h
expect    event P NotTheirs; event P Located; P AwaitingRemoval; task host_disputed P; mails other 0
expect    reads host_disputed P x-redress-network-named: abuse@other.example
