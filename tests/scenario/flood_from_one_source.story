# One source names thousands of pages nobody else has named: none of them is a repeat, and it is a flood all the same.
partner   idle silent
site      pics.example at idle
page      P http://pics.example/v/1.html
report    P by webform
flood     5000 of pics.example by crawler
expect    no-alert flood; flooded 0
flood     1 of more.example by crawler
expect    alerts flood 1; flooded 1
report    P by police
expect    alerts flood 1; flooded 1
