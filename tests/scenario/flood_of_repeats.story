# One page is reported again and again within an hour: one alert, and what is beyond the limit bears a mark for the figures.
partner   idle silent
site      pics.example at idle
page      P http://pics.example/v/1.html
report    P
flood     24 of P by webform
expect    no-alert flood; reported P 25; flooded 0
flood     10 of P by webform
expect    alerts flood 1; reported P 35; flooded 10
advance   2h
report    P
expect    flooded 10; alerts flood 1
