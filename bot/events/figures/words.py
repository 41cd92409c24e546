"""The words around a percentage that tell what it is; all are matched in bounded windows."""

import re

NEGATED = re.compile(r"(?:,| and| but) not $")
PEOPLE = re.compile(
    r"\s?of (?:the )?(?:[\w-]+ ){0,2}(?:respondents|adults|voters|americans|canadians|people"
    r"|firms|companies"
    r"|those|members|households|businesses|economists|executives|manufacturers|greenlanders"
    r"|britons|europeans)\b"
)
VALUE = re.compile(
    r"\s?(?:of (?:the )?(?:customs |cif |fob |entered |declared |import |reference )?(?:value"
    r"|price)|ad valorem)\b"
)
OF = re.compile(r"\s?(?!as )(?:\w+ )?of\b")
PORTION = re.compile(
    r"\s?(?:or more|or less|or greater|owned|stake|threshold|minimum|[\w-]+-origin|portion"
    r"|share|market share|set aside"
    r"|local content|above|below|quota cut)\b"
)
MOVE = re.compile(
    r"\s?(?:up|down|more|higher|lower|less|fewer|drop|rise|increase|decline|fall|growth|jump"
    r"|gain|hit|dent|cheaper|dearer|stronger"
    r"|weaker|chance|probability|odds|target|year[- ]on[- ]year|on the (?:day|week|year|month)"
    r"|from a year|since|over the|compared"
    r"|in (?:a|one) (?:day|week|month|year)|in (?:new york|london|shanghai|tokyo|seoul"
    r"|hong kong)|(?:in|of) (?:merchandise|the quarter)"
    r"|return|discount|off)\b"
)
CHARGE = re.compile(
    r"\s?(?:[\w.'-]+ ){0,3}?(?:penalty|penalties|charge|floor|ceiling|baseline|rates?|cap"
    r"|deposits?|bond)\b"
)
GOODS = re.compile(r"\s?(?:on|to|against|for) ")
PAYING = re.compile(
    r"\b(?:charge[sd]?|charging|pay(?:s|ing)?|paid|levy|levies|levied|impose[sd]?|imposing"
    r"|faces?|facing|faced|subject to|slap(?:s|ped)?"
    r"|handed|get|gets|got|hit with|collect(?:s|ed)?|taxed|dutiable|attracts?|carry|carries"
    r"|sets?|puts?|takes?|applies|apply|(?:to|will) add)"
    r"(?: [\w'-]+){0,6} $"
)
PAID = re.compile(
    r"\b(?:pays?|paid|paying|charged|dutiable at|taxed at|faces?|facing|subject to)(?: (?:a|an"
    r"|only|just|about|up to|combined|total|flat|the))* $"
)
LISTED = re.compile(
    r"(?:^|[\s,(])(?:[a-z)\]'.]+|:)\s?\(?$|(?:%|cent|pct|pc)(?:,| and|, and| or)? $"
)
SLIDE = re.compile(
    r"\b(?:slid|slides?|slipped|slips?|tumbled|plunged?|jump(?:ed|s)?|surged?|gain(?:ed|s)?"
    r"|lost|loses?|weakened|strengthened|soared|sank"
    r"|rallied|shrank|grew|grows?|climbed|closed|edged|advanced|dipped|swollen|rebounded"
    r"|ticked|eased|added|adds|shed|gave up|outperformed"
    r"|contracted)(?: (?:by|as much as|up to|more than|about|around|another|nearly|some|a|to"
    r"|over))* $"
)
SHARING = re.compile(
    r"\b(?:share|reliance|dependence|content|stake|owned|holds?|account(?:s|ed)? for|mak(?:e"
    r"|es|ing) up|made up|represents?|equals?|equal"
    r"|controls?|suppl(?:y|ies|ied)|processes|produces?|covers?|covering|set aside|took"
    r"|takes)\b[^.;]{0,60}$"
)
QUOTA = re.compile(r"\bquotas?\b[^.;]{0,40} by (?:about |nearly |around |some )?$")
VOLUME = re.compile(r"\b(?:volume|quotas?)\b[^.;]{0,60} by (?:about |nearly |around |some )?$")
THAT = re.compile(r"\b(?:that|the|this) (?:figure|share|proportion|number) (?:\w+ ){0,4}$")
RATED = re.compile(r"\b(?:rates?|margins?|deposits?)\b[^.;]{0,60}$")
DIRECT = re.compile(r"\s?(?:rate )?(?:of|at|to|is|by)?\s?(?:up to |about |an? )?")
INNER_OF = re.compile(r"(?:%|cent|pct|pc) of (?!the (?:customs|cif|fob)|its value)")
ON_TOP = re.compile(
    r" (?:to|on top of) (?:the |its |an? )?(?:existing |current )?"
    r"(?:\d+(?:\.\d+)?\s?(?:%|per ?cent|pc) )?"
    r"(?:dut(?:y|ies)|tariffs?|lev(?:y|ies))\b"
)
