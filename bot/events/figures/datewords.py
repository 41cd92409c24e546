"""The words around a date that tell its role; all are matched in bounded windows."""

import re

from bot.model.event import DateRole

# What may stand between a cue and its date: a clock time, a weekday, small words.
CLOCK = (
    r"(?:(?:\d{1,2}[:.]\d\d|noon|midnight)\s?(?:[ap]\.?m\.?)?(?: (?:e[sd]?t|gmt|utc|cet"
    r"|eastern(?: standard| daylight)? time|local time|beijing time))?(?: on)?,? )?"
)
DAYNAME = (
    r"(?:(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday),? (?:on )?|late |early "
    r"|this |last |next |the "
    r"|(?:start|beginning|middle|end) of ){0,4}"
)
LOOSE = rf"{CLOCK}{DAYNAME}"
TRAIL = re.compile(rf"(?:(?:on|at|of) )?{LOOSE}$")
# Words straight before a date that give its role.
CUES: tuple[tuple[DateRole, str], ...] = (
    (
        DateRole.EXPIRY,
        r"until|till|through|thru|end date of|expiry date of|expir\w+|laps\w+"
        r"|ends?|ending|ended|runs? out|ran out"
        r"|valid to|up to|sunset|no later end"
        r"|until at least|until at least the|ceases?|remain in force to|up until",
    ),
    (
        DateRole.DEADLINE,
        r"by|before|deadline(?: is| of)?|no later than|not later than|due(?: by"
        r"| on or about| on)?|on or about"
        r"|cut-off(?: date)?(?: is)?|close[sd]?(?: on)?|closing|must be (?:received|filed"
        r"|submitted)(?: by)?|comment period to",
    ),
    (
        DateRole.EFFECTIVE,
        r"effective(?: date)?(?: from| on)?|takes? effect|took effect|taking effect"
        r"|enter(?:s|ed|ing)? into force|entry into force"
        r"|came into force|comes? into force|in force(?: since| from)?|with effect from"
        r"|with effect|as of|as from|starting|beginning"
        r"|commencing|set for|scheduled for|slated for|start(?:s|ed)?|begin(?:s|ning)?|began"
        r"|kick(?:s|ed)? in|appl(?:y|ies"
        r"|ied|icable)(?: from| as from)?|since"
        r"|retroactive(?:ly)? to|retroactive effect to|back to|on or after|from|imposed"
        r"|banned|returns?|go(?:es)? live",
    ),
    (
        DateRole.ANNOUNCED,
        r"announced|announcement|announcement made|signed|issued|published|dated|released"
        r"|said|told(?: \w+){0,2}|ruled|decided|declared"
        r"|unveiled|gazetted|notified|adopted|approved|introduced|wrote|reported|confirmed"
        r"|statement|posted|proposed|handed down"
        r"|made public|of an order|extended",
    ),
)
BEFORE = re.compile(rf"\b(?:{'|'.join(f'(?P<{role}>{cue})' for role, cue in CUES)})[,:]?\s?$")
OTHER_AFTER = re.compile(r"\s?(?:election|summit|meeting|hearing|vote|talks|deadline)")
DEADLINE_AFTER = re.compile(
    r"(?:'s)?\s?(?:,? which)?\s?(?:is the cut-off|deadline|cut-off|is the deadline)"
)
DOCUMENT = re.compile(
    r"(?:order|decree|decision|rule|proclamation|gazette|announcement|notice|regulation"
    r"|notification|memo|memorandum|statement|letter"
    r"|law|circular|journal|act)s?(?: (?:no\.? )?[\w./-]*\d[\w./-]*)? of (?:the )?$"
)
DEAL_OF = re.compile(
    r"\b(?:understanding|agreement|deal|accord|talks|truce)\b[^.;]{0,50} of (?:the )?$"
)
COLLECTING = (
    r"(?:began|begins|started|starts) (?:to )?(?:collect|charg|levy|levied|apply|enforc)\w*"
)
COLLECTED_AFTER = re.compile(rf" {COLLECTING}")
COLLECTED_BEFORE = re.compile(rf"\b{COLLECTING}\b[^.;]{{0,110}}$")
TO = re.compile(r"\bto (?:the )?$")
DELAYED = re.compile(
    r"(?:moved|put back|put off|puts off|putting off|postpon\w+|delay\w*|defer\w*|pushed? back"
    r"|pushes back"
    r"|push back|holds? off|held off)\b[^.;]{0,80}$"
)
SCHEDULED = re.compile(
    r"\b(?:decision|determination|ruling|hearing|vote|finding|review)\b[^.;]{0,40}"
    r"\b(?:scheduled|set|slated) for $"
)
SUPERSEDED = re.compile(
    r"\b(?:had been|was|were) (?:due|to have|supposed|scheduled|set) (?:to )?"
    r"(?:(?:start|begin|take effect|apply|have started|come)(?: into force)? )?(?:on )?$"
)
WILL = re.compile(r"\b(?:will|would|to|is expected to|are to) (?:\w+ )?[a-z]{3,}")
OTHERWISE_DUE = re.compile(
    r"\b(?:comments?|submi\w+|must|deal|agreement|talks|decision|decide|ruling|report|file|apply"
    r"|unless|if|reply|respond|review|finish|complete|negotiat\w+|determination|request\w*)\b"
)
STARTING = re.compile(
    r"\b(?:start|begin|apply|kick in|take effect|enter into force|come into force)s? by $"
)
SAYING = re.compile(
    r"\b(?:said|says|announced?|announces|signed|issued|published|ruled|decided|declared|told"
    r"|introduced|proposed|informed|wrote|unveiled"
    r"|denied|released|approved|adopted|agreed|threatened|warned|ordered|reported|confirmed"
    r"|found|set|fixed|imposed|launched|opened"
    r"|initiated|limited|extended|prolonged|concluded|blacklisted|introduces|widened|expanded"
    r"|stopped|showed|gave|raised|cut|lifted"
    r"|suspended|rejected|exempted|brought|revoked|put|blocked|banned|halted|imposes|bans"
    r"|extends|calls|called|invoked|notified"
    r"|hit back|filed|voted|tightened|tweeted|posted|sent|exempts|statement)\b"
)
GATHERING = re.compile(
    r"\b(?:met|meets?|meeting|talks|negotiat\w+|election|vote|summit|visit\w*|travel\w*|resume"
    r"|rally|protest\w*|hearing)\b"
)
TURNING = re.compile(
    r"\b(?:ris(?:e|es|ing)|(?:rose|fell|doubled|went up|came down|dropped) to \d+"
    r"|go(?:es)? (?:up|down)|goes to|increas\w+|fall(?:s|ing)?|climbs?"
    r"|drops?|step(?:s|ping)? (?:up|down)|lost|start\w*"
    r"|begin\w*|began|appl(?:y|ies|ied)|reinstat\w+|resum\w+|return\w*|take effect"
    r"|takes effect|took effect|imposed|banned|kick(?:s|ed)? in"
    r"|due|effective|enter\w*|entry into force|comes?|came|lifted|removed|end(?:s|ed)?"
    r"|introduced)\b"
)
DATELINE = re.compile(r"\s*[A-Z][A-Z .]{3,40}, $")
COMMENTS = re.compile(
    r"\b(?:comments?|appeal|submi\w+|filed|file|may apply|apply for|applications?|respon\w+|views"
    r"|feedback|consultation)\b"
)
DECIDED = re.compile(
    r"\b(?:decision|determination|ruling|report|comments?|response|vote|reply|answer|review"
    r"|finding|rebuttal|brief)\w*\b"
)
RANGED = re.compile(
    r"\bfrom [^;]{4,44} to (?:the )?$|\b(?:period|runs?) to $"
    r"|\b(?:exten|prolong|renew)[^.;]{0,70} to (?:the )?$"
)
MONTH_SAID = re.compile(
    r"\b(?:announced|declared|unveiled|signed|proposed|published|extended)(?: (?:in|last|this"
    r"|late|early))+ $"
)
MONTH_SINCE = re.compile(r"\b(?:since|last|imposed|required|reinstated|introduced|start of|from)\b")
MONTH_DONE = re.compile(r"\breinstat|\bbann|\bimpos")
NAMED_BY = re.compile(r" (?!(?:and|or|to|from|by|with|on|for|in|as|at|if)\b)[a-z]")
BEGINS = re.compile(
    r"\b(?:takes? effect|(?:comes?|enters?) into force|in force|kicks? in|begins?|starts)\b"
)
SPEAKING = re.compile(r"\b(?:said|says|told|wrote|announced|signed|met|published)\b")
SAID_AFTER = re.compile(
    r"\s?(?:\d{1,2}时(?:\d{1,2}分)?)?(?:公告|宣布|发布|表示|公布|发表|决定|通过|签署|对外)"
)
