# What a partner handed over and we judge otherwise, or cannot find any more, is told as such, and only after somebody here has judged it.
partner   prague silent in CZ as partner_hotline
partner   here silent
site      pics.example at here
page      P http://pics.example/v/1.html
page      Q http://pics.example/v/2.html
page      R http://pics.example/v/3.html
page      S http://pics.example/v/4.html
report    P Q R S by prague as illegal_national
advance   10m
expect    told-back P acknowledged
assess    P not_illegal because adult_pornography
advance   10m
expect    partner_referral P ClosedNotIllegal; told-back P acknowledged not_illegal
# Gone before anybody judged it.
page      Q becomes gone_404
advance   3h
expect    triage Q GoneBeforeAssessment; partner_referral Q AwaitingVerdict; told-back Q acknowledged; alert gone_unassessed
assess    Q gone_before because removed_before_assessment
advance   10m
expect    partner_referral Q ClosedGone; told-back Q acknowledged unavailable
assess    R doubtful
expect    partner_referral R AwaitingVerdict
second_opinion R not_illegal by bram
advance   10m
expect    partner_referral R ClosedNotIllegal; told-back R acknowledged not_illegal
# The partner changes its mind, too.
report    P by prague as illegal_national
advance   10m
expect    told-back P acknowledged not_illegal acknowledged not_illegal
assess    S inaccessible because password_protected
advance   10m
expect    partner_referral S ClosedGone; told-back S acknowledged unavailable
