"""The small words around the name of a country that say what it does in its clause.

All patterns are for lower-case text and are matched within a bounded window.
"""

import re

_STOP = (
    r"(?:and|or|with|that|which|to|of|on|in|from|by|at|for|as|will|would|has|have"
    r"|had|is|are|was|were|says|said|it|its|their|over|after|against|than|off|out)"
)
_ADJ = rf"(?: (?!{_STOP}\b)[\w'.-]+)"

LISTED = re.compile(
    r"(?:,? and (?:the )?|, (?:the )?|,? or (?:the )?|/|-| / |、|和|及|以及|与"
    r"|,? as well as (?:the )?)"
)
DATELINE = re.compile(
    r"\s?(?:/[A-Z ]+)?(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?\s?(?:\([A-Z][\w ]+\))?\s?(?:- |: )"
)
GOODS = re.compile(
    rf"(?:-(?:made|built|origin|owned|linked|flagged|operated))?{_ADJ}{{0,3}}? (?:goods"
    rf"|imports|products|firms|companies|entities|vessels|ships|exports|exporters"
    r"|shipments|makers|suppliers|producers|individuals|plants|industry|manufacturers"
    r"|carmakers|businesses|cargo|cargoes|metal|output|parcels"
    r"|apps|tech|technology|sector|refiners|mills|origin|organisations|universities|names"
    r"|buyers|banks)\b"
)
LAND = re.compile(
    r"(?:'s|')?(?: (?!(?:and|or|to|of|on|in|from|by|with|that)\b)[\w-]+){0,2}? (?:government"
    r"|ministry|ministries|minister|ministers|cabinet|court|courts|authorities|officials"
    r"|officers|customs|regulator|president|parliament|lawmakers|senators|administration"
    r"|commerce|council|commission|department|agency|premier|prime"
    r"|tribunal|negotiators|leaders|leader|party|congress|senate|treasury|state)\b"
)
CUT = re.compile(
    r"[,;:.()]|\b(?:of|on|in|from|to|for|and|or|by|at|as|with|off|out|over|up|will|would|has"
    r"|have|had|is|are|was|were|that|which|says|said|after|than|against|under)\b"
)
MEANT = re.compile(
    r"\b(?:on|against|from|targeting|targets?|hits?|hitting|toward|towards|originating in"
    r"|made in|produced in|built in|assembled in|grown in|imported from|aimed at"
    r"|threatens|imports? of|(?:goods|products|articles|entities|companies|firms|nationals|vessels"
    r"|ships|exporters|producers) of|manufacture of|buyers of|purchases? of"
    r"|sanctions|directed at|blacklists|applied to|destined for"
    r"|(?:investigations?|probes?|inquir(?:y|ies)) (?:of|into)"
    r"|among them|including|namely|with respect to|applicable to|applies to|bound for|beyond|for)"
    r"(?: (?:all|most|some|certain|imported|the|goods|products|imports|items|of|from|many"
    r"|selected|every|any|other|new|raw|steel|cars?|both|people's republic of"
    r"|\d+|several|dozens|more|non-|a|an|exporters|in))* ?$"
)
OF_IT = re.compile(r" (?:\w+ )?of (?:the )?")
RATE = re.compile(r"\d ?(?:%|per ?cent|pct) $")
OUT = re.compile(
    r"\b(?:to|into|for)(?: (?:the|both|mainland|customers|buyers|companies|firms|users"
    r"|entities|sale|military|parties|in|people's republic of))* ?$"
)
PLACE = re.compile(
    r"\b(?:in|at|near|outside|inside|around|across|over|via|visit to|trip to|talks in|met in"
    r"|summit in|based in|ambassador to|off|through|between|within)"
    r"(?: (?:the|southern|northern|eastern|western|central|inner|downtown|neighbouring))* ?$"
)
SAID_FROM = re.compile(r"\b(?:said|says|reported|wrote|spoke|speaking|told \w+) (?:from|in) $")
SPARED = re.compile(
    r"\b(?:except|excluding|except for|other than|apart from|but not|not including"
    r"|outside)(?: (?:the|goods from|imports from|for))* ?$"
)
BY = re.compile(r"\bby (?:the )?(?:government of |people's republic of )?$")
MINISTRY_IN = re.compile(
    r"\b(?:ministry|government|commission|cabinet|authorities|court|council|parliament"
    r"|department|ministry of [\w, ]{3,40}|republic|president|kingdom"
    r"|ministers|minister) (?:in|of)(?: the)? $"
)
FACES = re.compile(
    r"(?: goods| products| imports| metal)?(?:,[^,;.]{0,40},)?(?: (?:now|still|would|will|also"
    r"|could|currently))*"
    r" (?:was handed|were handed|hit (?:as|by|with)|face|faces|faced|be hit|is hit"
    r"|are hit|gets|get|got|pays|pay"
    r"|paid|is at|are at|stays? at|\d+(?:\.\d+)?\s?(?:%|per|pc)|at \d+"
    r"|was given|had secured|secures?|will pay|is charged|were charged|lost the|had lost"
    r"|stays at|not spared|are included|is included|stands? to lose)\b"
    r"|(?: goods)? \d+(?:\.\d+)?\s?%"
)
WITH = re.compile(
    r"\b(?:with|deal with|agreement with|talks with|truce with|trade with|between)(?: the| all)? $"
)
COUNTER = re.compile(
    r"\b(?:countermeasures|counter-measures|retaliation|retaliates?|response|hits? back"
    r"|counter-tariffs) (?:against|to|at|for) $"
)
HEADING = re.compile(r"(?: [\w-]+){0,2}:")
OBLIQUE = re.compile(r"\b(?:with|of|to|than|like|about|for|over|between)(?: the)? $")
VERB = re.compile(
    r"(?:,[^,;]{0,60},)?(?: [\w'-]+){0,3}? (?:to|will|would|has|have|had|is|may|could"
    r"|also|again|on its part|for its part|[a-z]{2,}s|[a-z]{2,}ed|put|set|cut|hit"
    r"|took|froze|plan|said|began|begin|made|broke|found|forbade|brought)\b"
)
SPEAKS = re.compile(
    r" (?:says?|said|protests?|protested|criticises?|criticised|criticizes?|condemns?|condemned"
    r"|welcomes?|welcomed|slams?|slammed|denounces?|regrets?|laments?|decries|fears?|expects?)\b"
)
SENDING = re.compile(
    r"\b(?:sales?|shipments?|sell|selling|supply|destined|deliver\w*|transfers?|send)\b[^.;]{0,50}$"
)
