# A form that cannot be filed is an addressee that cannot be told: the ladder goes on, and says why.
partner   portal silent by-form dsa_notice
site      pics.example at portal
page      P http://pics.example/v/1.html
report    P
advance   1m
assess    P illegal_baseline
advance   20m
expect    desk-task hand_over
answer    hand_over P not_possible
expect    event P NoticeUndeliverable; notice P first refused; no-desk-task hand_over
