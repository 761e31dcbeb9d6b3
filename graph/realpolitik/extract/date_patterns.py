"""The expression that finds times, one named group a kind, and those that read the words around one.

Sources of patterns only; what a match means is `dates`' and `calendar_days`' business.
"""

from __future__ import annotations

import re

from realpolitik.extract.numerals import WORDS

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_SEASON = r"(?:spring|summer|autumn|fall|winter)\b"
_PART_OF_DAY = r"(?:morning|afternoon|evening|night|noon)"
_UNIT = r"(?:minute|hour|day|night|weekend|week|fortnight|month|quarter|year|decade|century|centurie)"
_YEAR = r"(?:1[89]|20)\d\d"
_COUNT = rf"(?:\d{{1,3}}|{WORDS}|an?|a\sfew|a\scouple\sof|several|many|some)"
_NTH = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
_NOT_A_YEAR = "tonnes|barrels|people|soldiers|troops|men|dollars|euros"

_ABSOLUTE = rf"""
  (?P<iso>{_YEAR}-\d\d-\d\d)\b(?!-)
| (?P<years>(?:from|between)\s(?P<y1>{_YEAR})\s(?:to|and|until|through)\s(?P<y2>{_YEAR})
    |(?P<y3>{_YEAR})\s?[-–]\s?(?P<y4>{_YEAR}|\d\d))\b
| (?P<days>(?:from|between)\s(?P<d1>\d\d?)\s(?:to|and)\s(?P<d2>\d\d?)\s
    (?P<dm>{_MONTH})(?:,?\s(?P<dy>{_YEAR}))?)\b
| (?P<dmy>(?:{_WEEKDAY},?\s)?(?:the\s)?
    (?P<dmy_d>\d\d?|first)(?:st|nd|rd|th)?(?:\s?[-–]\s?(?P<dmy_e>\d\d?))?\s(?:of\s)?
    (?P<dmy_m>{_MONTH})(?:,?\s(?P<dmy_y>{_YEAR})\b)?)(?!\w)
| (?P<mdy>(?:{_WEEKDAY},?\s)?(?:(?:this|last|next)\s)?(?P<mdy_m>{_MONTH})\s(?P<mdy_d>\d\d?)(?:st|nd|rd|th)?
    (?:\s?[-–]\s?(?P<mdy_e>\d\d?))?(?:,?\s(?P<mdy_y>{_YEAR})\b)?)(?![\w:%]|,\d)
| (?P<part>(?:the\s)?(?P<part_p>early|mid|late|end|start|beginning|middle|close|turn)
    (?:[-\s]|\sof\s|-to-late\s)(?:the\s)?
    (?P<part_of>(?:{_MONTH}|{_SEASON})(?:,?\s(?:of\s)?(?P<part_y>{_YEAR}))?|{_YEAR}s?
      |(?:last|this|next)\s(?:year|month|week)|(?:month|year|week|decade|century)\b))(?!\w)
| (?P<decade>(?:the\s)?(?P<decade_y>(?:1[89]|20)\d0)s)\b
| (?P<month_year>(?P<my_m>{_MONTH}),?\s(?:of\s)?(?P<my_y>{_YEAR}))\b
"""
_RELATIVE = rf"""
  (?P<season>(?:[Tt]he\s|(?P<season_d>(?i:last|this|next|that))\s)
    (?P<season_s>{_SEASON})(?:\sof\s(?P<season_y>{_YEAR}))?)
| (?P<month>(?P<month_d>(?i:last|this|next|that))\s(?P<month_m>{_MONTH}))(?!\w)
| (?P<weekday>(?:(?P<weekday_d>(?i:last|this|next|the\sfollowing))\s)?
    (?P<weekday_w>{_WEEKDAY})(?:\s{_PART_OF_DAY})?)\b
| (?P<past>(?i:the|these)\s(?P<past_d>past|last|next|coming|previous)\s
    (?:(?P<past_n>{_COUNT})\s)?(?P<past_u>{_UNIT})s?)\b
| (?P<recent>[Rr]ecent\s{_UNIT}s)\b
| (?P<former>(?i:previous|past|earlier|coming|later)\s{_UNIT}s)\b
| (?P<earlier>(?i:earlier|later)\s
    (?P<earlier_w>today|this\s(?:week|month|year|summer|spring|autumn|winter|morning)))\b
| (?P<deictic>
    (?P<deictic_d>(?i:last|next|this|that\ssame|that|the\ssame|the\snext|the\sfollowing|the\sprevious))\s
    (?P<deictic_u>year|month|week(?:end)?|quarter|decade|century|evening|morning|night|afternoon|day|season)
    (?:\sor\snext)?)\b
| (?P<ago>(?i:(?P<ago_n>{_COUNT}))\s(?P<ago_u>{_UNIT})s?\s
    (?P<ago_d>ago|earlier|later|before|previously|afterwards|beforehand|after\b(?=\s[a-z])))\b
| (?P<weeks>(?i:weeks|days|months|years|hours|decades)\s(?:ago|earlier|later))\b
| (?P<before>[Tt]he\s{_UNIT}\s(?:before|after))\b
| (?P<duration>(?P<duration_p>(?i:for|over|within|in|during|throughout))\s
    (?:(?:more\sthan|almost|nearly|about|some|at\sleast|only|just|over)\s)?(?:the\s)?
    (?:(?P<duration_n>{_COUNT})\s)?(?:straight\s|consecutive\s|full\s|long\s)?(?P<duration_u>{_UNIT})s?)\b
    (?!\s(?:ago|earlier|later)\b)
| (?P<running>(?:[Ff]or\s)?(?:the\s|its\s|their\s)?
    (?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\s
    (?:straight\s|consecutive\s)?(?:day|night|week|month|year)(?:\srunning)?)\b
| (?P<nth>(?<=\b[Oo]n\s)the\s(?:(?P<nth_d>\d\d?)(?:st|nd|rd|th)|(?P<nth_w>{_NTH}))
    (?=[.,;)]|$|\s(?:the|an?|he|she|it|they|we|its|his|their|our|[A-Z]\w+)\b))
"""
_OTHER = rf"""
  (?P<now>(?i:today|tonight|right\snow|now|nowadays|currently|at\spresent|at\sthe\smoment|these\sdays|as\swe\sspeak
    |overnight))\b(?!-)
| (?P<yesterday>(?i:yesterday|tomorrow)(?:\s{_PART_OF_DAY})?)\b
| (?P<vague>(?i:so\sfar|recently|lately|historically|once|formerly|previously|long\sbefore\sthat|in\sthe\spast
    |in\sthe\sfuture|(?:the\s)?recent)|every\s(?:day|night|week|month|year|quarter)|twice)\b(?![-\w])
| (?P<clock>(?i:(?:at|by|before|since|until|around|from)\s)
    (?:noon|midnight|dawn|dusk|nightfall|daybreak|sunrise|sunset|sundown|midday|(?:the\s)?week-?end|first\slight))\b
| (?P<feast>(?:Christmas|Easter|Ramadan|New\sYear(?:['’]s\s(?:Day|Eve))?|Nowruz|Eid)(?=[\s.,;:)]|$))
| (?P<bare_month>{_MONTH})(?!\w)
| (?P<year>{_YEAR})(?![\w%]|,\d|\.\d|-\d|\s(?:{_NOT_A_YEAR})\b)
"""
# What any of the above starts with.  Most words fail here, which makes the search six times as fast.
_NUMBER_START = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thir|fif|twenty|forty"
_UNIT_START = "minute|hour|day|night|week|fortnight|month|quarter|year|decade|centur"
_ORDER_START = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
_COUNT_START = rf"\d|more|almost|nearly|about|some|at\s|only|just|over|several|many|half|{_NUMBER_START}"
_GUARD = rf"""(?=
  \d
| A(?:pr|ug) | D[eE]c | F(?:eb|ri) | J(?:an|u[ln]) | M(?:a[ry]|on) | N(?:ov|ew\sY|owruz)
| O[cC]t | S(?:ep|at|un) | T(?:ue|hu) | Wed | Christmas | E(?:aster|id) | Ramadan
| [Tt](?:he\s(?:\d|{_ORDER_START}|{_UNIT_START}|early|mid|late|end|start|beginning|close|turn
    |spring|summer|autumn|fall|winter|past|last|next|coming|previous|following|same|recent|Sun|Mon|Tue|Wed|Thu|Fri|Sat)
  |h(?:is|at)\s|hese\s(?:days|past|last|next|coming|previous)|heir\s|hroughout\s
  |o(?:day|night|morrow)|urn\s|wice|wo|hree|en\b|welve|hirt?|ourt|went)
| [Ii](?:n\s(?:the\s|an?\s|{_UNIT_START}|{_COUNT_START})|ts\s(?:{_ORDER_START}))
| [Oo](?:ver\s(?:the\s|an?\s|{_UNIT_START}|{_COUNT_START})|vernight|n(?:ce|e)\b)
| [Ff](?:or\s|rom\s|ort|our|i[vf]|all|irst|ormerly) | [Ww]ithin\s | [Dd](?:uring|ays|ecades|ozen)
| [Aa](?:n?\s|t\s(?:noon|midnight|d|nightfall|sun|the\s(?:week|moment)|first|present|midday|week)|round\s
  |s\swe)
| [Bb](?:y\s(?:noon|midnight|d|nightfall|sun|the\s|first|midday|week)|efore\s|e(?:tween|ginning)\s)
| [Ss](?:ince\s|everal|ome\s|ix|even|o\sfar|tart\s|econd)
| [Ee](?:arl|nd\s|ight|leven|very\s) | [Mm](?:id|any\s|onths|iddle) | [Ll](?:at|ast|ong) | [Nn](?:ext|ow|ine)
| [Rr](?:ecent|ight\snow) | [Pp](?:ast|revious) | [Cc](?:lose\s|oming|urrently) | [Hh](?:istor|alf|ours)
| [Uu]ntil\s | [Ww]eeks | [Yy](?:esterday|ears)
)"""
TIME = re.compile(rf"(?<![\w$€£.,/-]){_GUARD}(?:{_ABSOLUTE}|{_RELATIVE}|{_OTHER})", re.VERBOSE)
"""Every kind of time; exactly one of the groups without an underscore matches."""

_PREPOSITION = (
    r"since|until|till|from|before|after|during|throughout|through|over|in|on|at|by|within|as\sof|around|about"
    r"|starting\sin|starting\son|beginning\sin|up\sto|late\son|early\son|earlier\son|later\son|late\sin|early\sin"
    r"|later\sin|earlier\sin|back\sin|on\sthe\s(?:night|morning|evening|afternoon|day|eve)\sof"
)
BEFORE = re.compile(rf"(?<![\w-])(?P<preposition>(?i:{_PREPOSITION}))\s(?P<the>the\s)?$")
"""The preposition right before a time."""

FORWARD = re.compile(
    r"\b(?:will|would|shall|should|could|may|might|to|(?<!fell\s)due|plans?|planned|expected|hopes?|next|until|unless|wants?"
    r"|[’']ll|scheduled)\b"
)
"""Words before a time that speak of what is to come."""
