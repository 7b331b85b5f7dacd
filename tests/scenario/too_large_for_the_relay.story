# The relay takes less than the rules say: what it refuses for its size goes on in halves, until each fits; what never fits is a dead letter.
partner   deskful refusing
site      pics.example at deskful
page      A http://pics.example/v/0.html
page      B http://pics.example/v/1.html
page      C http://pics.example/v/2.html
page      D http://pics.example/v/3.html
page      E http://pics.example/v/4.html
page      F http://pics.example/v/5.html
page      G http://pics.example/v/6.html
page      H http://pics.example/v/7.html
page      I http://pics.example/v/8.html
page      J http://pics.example/v/9.html
report    A B C D E F G H I J
advance   1m
relay     takes 6500
assess    A illegal_baseline
assess    B illegal_baseline
assess    C illegal_baseline
assess    D illegal_baseline
assess    E illegal_baseline
assess    F illegal_baseline
assess    G illegal_baseline
assess    H illegal_baseline
assess    I illegal_baseline
assess    J illegal_baseline
advance   40m
expect    mails deskful 4; notice A first voided; notice A first delivered; notice J first delivered; no-alert dead_letter
page      K http://pics.example/v/k.html
report    K
advance   1m
relay     takes 1000
assess    K illegal_baseline
advance   40m
expect    notice K first dead; alert dead_letter; because dead_letter the message is larger than the relay takes
