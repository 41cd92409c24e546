"""How often words and facts come, as shares of items: counted once on recorded trade news.

The index files a rule under its rarest keys. A wrong share makes it slower and nothing else.
"""

from collections.abc import Mapping

WORDS: Mapping[str, float] = {
    word: share
    for share, words in {
        0.5: ("a and from in of on the to "),
        0.3: ("for s said that will "),
        0.2: ("1 are at by china duty is it its tariff trade with "),
        0.1: (
            "10 15 2025 25 4 5 50 after an as be chinese commerce duties eu export exports friday "
            "goods had has have imports may ministry new no not president products states tariffs "
            "than trump tuesday two u under united up us wednesday which would year "
        ),
        0.05: (
            "100 12 2 20 2024 2026 3 30 40 6 7 8 9 about all american anti apply april august ban "
            "before beijing billion canada cars charge commission companies countries customs cut "
            "day days december department donald down dumping effect effective electric end "
            "european first five go government import importers india industry into investigation "
            "january july june last list million minister monday months more most november now "
            "october oil one or order other out over pay people per percent put quotas rate sales "
            "section september since start steel their them they this three thursday today told "
            "tonnes union until was washington years "
        ),
        0.03: (
            "0 000 01 14 17 18 232 27 31 abroad additional against already among announced "
            "announcement asked been between brazil canadian certain chip come controls country "
            "deal due economic exporters final firms force foreign four free graphite he high "
            "higher his home japan korea less licence lower made makers march market mexico "
            "national next once price prices provisional puts quota rare rates republic rice rule "
            "same saturday say says security set shall shares shipments six some south step "
            "subject takes talks time use were while white within world "
        ),
    }.items()
    for word in words.split()
}
FACTS: Mapping[str, float] = {
    "from": 0.1, "to": 0.1, "country": 0.15, "product": 0.08, "type": 0.15, "action": 0.12,
    "status": 0.2, "direction": 0.4, "tier": 0.5, "source": 0.03, "feed": 0.03, "language": 0.9,
    "instrument": 0.04, "hs": 0.01, "eccn": 0.01, "has": 0.3,
    "from:us": 0.45, "to:cn": 0.3, "to:us": 0.2, "from:cn": 0.25, "from:eu": 0.2, "country:us": 0.6,
    "country:cn": 0.5, "type:import tariff": 0.5, "type:export control": 0.2,
    "direction:restrictive": 0.7, "status:in force": 0.3, "status:adopted": 0.3,
    "action:impose": 0.3, "has:rate": 0.5,
}  # fmt: skip
