"""What the engine knows of English: clause breaks, comparisons, hedges, negations, plans.

Domain words stand in packs; these are the language's own.
"""

from __future__ import annotations

import re

from extract.words.lexicon import Triggers

# Ends of sentences: punctuation, then a blank, then something that can begin a sentence, also a name such as "o7-mini".
# The set of first characters stands first, so that the search skips from one to the next.
SENTENCE_END = re.compile(
    r"[.!?;•](?:(?<=[.!?])(?:\[\d{1,3}\])*[\"'”’)\]]*\s+(?=[\"'“‘(\[]?(?:[A-Z0-9•\[]|[a-z]{1,9}-?\d))|(?<=[;•])\s+(?=[A-Z]))"
)
ABBREVIATIONS = frozenset(
    (
        "e.g i.e vs etc approx ca cf fig figs no al inc ltd co corp dr mr ms prof st sec ver est jan feb mar apr jun "
        "jul aug sep sept oct nov dec resp incl max min"
    ).split()
)
ABBREVIATION_ENDS = frozenset(word[-2:] for word in ABBREVIATIONS)  # a check that spares most look-ups

# Where the words that belong to a value stop.
CLAUSE_BREAK = re.compile(
    r"[;:()\[\]|—]|,(?!\d)|\s[–+-]\s|–(?=\s)|"
    r"\b(?:but|while|where|whereas|although|though|which|whose|who|and|with|plus|versus|vs|than|because|since|when|yet)\b"
)
# What tells without another word that something is there now: "X slips onto the hub".
ARRIVAL = re.compile(
    r"\s(?:quietly\s|finally\s|also\s)?(?:slips?|slipped|lands?|landed|arrives?|arrived|appears?|appeared|"
    r"(?:turns?|turned|shows?|showed)\sup|(?:comes?|came|went|is|was)\s(?:now\s)?(?:out|live|online|up)|sneaks?|sneaked|"
    r"gets?\sits\s(?:own\s|proper\s|official\s)?(?:post|page|announcement|debut|release|launch))\b"
    r"(?!\s(?:to|that|at|of|in (?:court|the news|print)|before|against)\b)"
)
# In brackets behind what a part of a list is called, no size but a range or a bound of sizes: "## Tiny (below 1B)".
ONLY_BOUND = (
    r"(?!(?:below|under|up to|over|above|beyond|less than|more than|at most|at least|[<>≤≥])\s?\d[\d.]*\s?[BMT]?\)"
    r"|\d[\d.]*\s?[BMT]?\s?(?:to|–|—|-)\s?\d[\d.]*\s?[BMT]\))"
)
# Between the values of one list: "7B, 13B and 70B", "7B/67B".
LIST_JOINT = re.compile(
    r"\s*(?:,|/|;|\||&|,?\s*(?:and|or|plus|as well as)|~=|=|≈)\s*(?:an?\s|the\s)?\s*", re.IGNORECASE
)

# Right behind a value: what one has more than another. "other than", "rather than" and "or more" say no such thing.
DIFFERENCE = re.compile(r"\s(?:more|less|fewer|(?!other|rather|whether)[a-z]{2,8}er)(?:\s[a-z]+)?\sthan\b")

# Words that end the run from a value to the noun it counts.
RUN_STOPS = frozenset(
    (
        "before after shortly of in on for with is are was were be been to from by per at than and or as that which "
        "where when "
        "has have had while using can could may might will would it its the this"
    ).split()
)

COMPARISONS = (
    "compared with", "compared to", "in comparison with", "in comparison to", "comparison with", "comparison to",
    "than", "surpass*", "outperform*", "versus", "vs", "beat", "beats", "beating", "exceed*", "unlike", "comparable to",
    "on par with", "rival*", "match", "matches", "matching", "against", "relative to", "as opposed to", "opposed to",
    "similar to", "like", "such as", "including", "behind", "ahead of", "trails", "trailing", "better than",
    "contrast to", "contrast with", "competitive with", "close to", "approach*", "just as", "same as", "as in", "as on",
    "many as", "much as", "large as", "big as", "long as", "small as", "deep as", "wide as",
    "share", "shares", "sharing", "shared with", "times", "twice", "same",
    "mixed up with", "confused with", "mistaken for", "typically cited for", "cited for",
)  # fmt: skip
ORIGINS = (
    "based on", "built on", "built upon", "builds on", "builds upon", "building on", "building upon", "derived from",
    "distilled from", "fine tuned from", "finetuned from", "initialized from", "initialised from", "inherited from",
    "inherits from", "from", "continues from", "architecture of", "successor to", "successor of", "predecessor",
    "follow up to", "tokenizer of", "tokenizer from", "on top of", "distillation from", "fork of", "version of",
    "extends", "extended", "extending", "adapts", "adapted", "adapting",
    "improving upon", "improves upon", "replaces", "replacing", "succeeds", "evaluated with", "judged by", "using",
)  # fmt: skip

HEDGES = (
    "reportedly", "rumored", "rumoured", "rumor*", "rumour*", "allegedly", "supposedly", "speculat*", "unconfirmed",
    "possibly", "perhaps", "maybe", "might", "could", "believed to", "thought to", "estimated to", "is said to",
    "are said to", "presumably", "probably", "apparently", "not confirmed", "leaked", "if true", "suggests that",
    "hypothetical", "hypothetically", "fictional", "fictitious", "imaginary",
)  # fmt: skip
NEGATIONS = (
    "not", "never", "isn t", "wasn t", "doesn t", "didn t", "don t", "aren t", "weren t", "no longer", "neither",
    "contrary to", "instead of", "rather than",
)  # fmt: skip
PLANS = (
    "will be", "will have", "will ship", "will launch", "will release", "will come", "plans to", "plan to", "planned",
    "upcoming", "scheduled", "expected to", "to be released", "is due", "intends to", "aims to release", "is slated",
    "going to", "set to", "roadmap", "would", "will", "is expected", "are expected", "expected in", "expected by",
    "expected on", "expected for", "expected around", "expected at", "expected early", "expected late", "anticipated",
    "plans a", "plans an", "planning to", "hopes to", "hope to", "foreseen", "due in", "due by", "due for",
    "was to have", "were to have", "is to have", "are to have", "is to cost", "are to cost", "was to cost",
    "were to cost",
    "looking at an", "looking at a", "considering", "mean to", "means to",
)  # fmt: skip
# What is to happen: of any value with one of these verbs, of a date with every verb ("is to be stored below 8 °C" says
# what a thing needs, "is to be opened in 2032" what is planned).
PLANNED = re.compile(
    r"\bdue\sto\s(?:be|open|start|begin|launch|ship|arrive|appear|come|go|enter|end|finish|close|follow|take|get|become|"
    r"reach|have|cost|return|run|replace)\b"
)
PLANNED_DATE = re.compile(r"\b(?:is|are|was|were)\s(?:now\s|only\s|still\s)?to\s(?:be\s)?[a-z]{3,}\b")
# A plan in brackets right behind a value: "2032 (planned)".
PLANNED_BEHIND = re.compile(
    r"(?:\s?[^\W\d_]{1,12}|\s?[°%€$£]\w?)?\s?\((?:planned|expected|scheduled|targeted|foreseen|projected|tbc)\)"
)
# A negation that only limits ("not only", "not just") negates nothing.
NOT_NEGATIONS = re.compile(r"\bnot\s+(?:only|just|merely|to mention|yet\s+\w+ed)\b", re.IGNORECASE)

# A year or date behind one of these, or behind nothing, can date an event.
DATE_LEADS = frozenset(
    (
        "in since from by of on during until before after around early mid late circa to and or for through as till "
        "between"
    ).split()
)

# Right before a value: what follows is the other side ("versus the 70B", "as opposed to all 671 billion", "like a dense
# 34B", "at the price of a 7B model").
OTHER_SIDE = re.compile(
    r"\b(?:versus|vs\.?|compared (?:to|with)|as opposed to|opposed to|instead of|rather than|up from|down from|unlike|"
    r"(?:larger|smaller|bigger|shorter|longer|faster|older|newer) than|"
    r"than (?=an?\s|the\s)|as [\w-]+ as (?=an?\s|the\s)|against|between|like (?=an?\s)|"
    r"(?:on par with|(?:comparable|equivalent|similar|equal|close) to) (?=an?\s|the\s)|"
    r"(?:quality|performance|strength|speed|accuracy|level|price|footprint|latency|class) of (?=an?\s)|"
    r"(?:match|rival|beat|equal|surpass|outperform)(?:s|es|ed|ing)? (?:the [a-z]+ of )?(?=an?\s|the\s))"
    r"\s*(?:(?:the|an?|all|its|only|just|some|about)\s+){0,2}"
    r"(?:(?<=\ba )(?:(?!with\b|has\b|had\b|of\b|at\b|in\b|on\b|for\b|to\b)[a-z-]+\s){1,2})?$",
    re.IGNORECASE,
)
# The same without an article, where a word for the kind of thing stands behind the value: "rivals dense 70B models".
OTHER_SIDES = re.compile(
    r"\b(?:on par with|(?:comparable|equivalent|similar|equal|close) to|versus|vs\.?|compared (?:to|with)|unlike|like|"
    r"than|against|(?:match|rival|beat|equal|surpass|outperform|exceed)(?:s|es|ed|ing)?)\s(?:[a-z-]+\s){0,2}$",
    re.IGNORECASE,
)
# One of these stands in all that OTHER_SIDE matches: a check that spares most searches.
COMPARING = (
    "than", "vs", "versus", "compared", "opposed", " of", "from", "unlike", " as ", "against", "between", "like ",
    "par with", "able to", "lent to", "lar to", "equal", "close to", "match", "rival", "beat", "surpass", "outperform",
    "exceed",
)  # fmt: skip
# Around the old value of a change: "from 32K to", 'from "below 25 °C" to "below'.
_BOUNDED = r"(?:(?:over|about|around|nearly|almost|below|above|under|up to|at least|at most)\s)?"
CHANGED_FROM = re.compile(rf"\bfrom\s[\"“‘']?{_BOUNDED}$", re.IGNORECASE)
CHANGED_TO = re.compile(
    rf"(?:\s?[^\s,;:()\"”’']{{1,16}}){{0,2}}[\"”’']?\s(?:up\s)?to\s[\"“‘']?{_BOUNDED}", re.IGNORECASE
)
# What opens a sentence that supposes rather than states.
SUPPOSITION = re.compile(r"[\s\"“*]*(?:if|had|should|suppose|supposing|imagine|assuming|unless|were)\b", re.IGNORECASE)
# Behind "but": a verb of its own, so that what is said before of a rumour or a plan does not reach it.
STATES = re.compile(
    r"\s(?:(?:it|they|actually|really|in fact|in reality|instead)\s){0,2}"
    r"(?:has|have|had|is|was|are|were|uses|used|comes|came|shipped|got|took|contains)\b"
)
# Right before a value: what the subject is without.
LACKED = re.compile(r"\black(?:s|ed|ing)?\s(?:[a-z]+\s){0,2}$|\bno\s(?:such\s)?$")
# Words that open sentences and are capitalised there only: no name begins with one of them.
SENTENCE_OPENERS = frozenset(
    (
        "had has should would could can might must will shall did does perhaps maybe possibly probably presumably "
        "reportedly allegedly supposedly apparently against unlike despite unless whether because though whereas were "
        "suppose supposing imagine assuming hence therefore thus nevertheless nonetheless moreover furthermore "
        "according similarly likewise previously originally initially eventually finally conversely besides upon "
        "amid "
        "try use take get run check visit read pick choose consider load want need explore discover install clone "
        "please"
    ).split()
)
# Words that no name begins with, capitalised or not: what is said of things, when, and the parts of a text. A pack
# whose nouns are among them means its things by those.
NO_NAMES = SENTENCE_OPENERS | frozenset(
    (
        "a about across after against all alongside also although among an and announcing any are as at available "
        "before behind besides between beyond both by compared despite did do does download during each every for "
        "from given has have hello however i if in inside instead introducing is it its just less like meanwhile "
        "meet more most my neither no note of on only or our outside over per post pre presenting say says see since "
        "some than thanks that the their these they this those through throughout to today toward towards under unlike "
        "until up updated using via was we welcome when where while with within without yesterday you "
        "january february march april may june july august september october november december jan feb mar apr jun "
        "jul aug sep sept oct nov dec q1 q2 q3 q4 "
        "day week month year days weeks months years hours minutes "
        "http https www us eu uk usd dollar dollars euro euros figure fig table section chapter "
        "appendix equation page generation "
        "added adds adding created dropped enabled enables fixed fixes fixing improved improves merged posted removed "
        "removes renamed replaced reverted switched supported supports tested uploaded uploads"
    ).split()
)
# Those of them that may stand inside a name: "House of Ferns".
NAME_JOINTS = frozenset("and at by for from in of on over to under with".split())
# Plain words that head sections: alone above labelled facts they say what the facts are about, not whose they are.
SECTION_WORDS = frozenset(
    (
        "abstract acknowledgements acknowledgments agreement appendix audience authors availability background "
        "benchmark benchmarks bias caveats changelog changes compatibility compute configuration contact contents "
        "contributing contributors copyright cost costs credits data dataset datasets dates demo dependencies "
        "deployment description design dimensions disclaimer documentation download downloads edition editions energy "
        "environment ethics evaluation examples extras faq files findings footprint format future general glossary "
        "hardware history impact improvements information infrastructure inputs installation integrity intended "
        "introduction issues languages legal legend limitations limits lineage lineup links maintenance materials "
        "measurements members memory method methods miscellaneous motivation naming network news notes origin other "
        "outputs overview people performance plans preface prerequisites pricing privacy procedure provenance purpose "
        "quality questions quickstart range recipe references related remarks requirements resources results risks "
        "roadmap safety sections security setup shape size sizes software source sources specs speed staff standards "
        "status storage summary support team technical terms testing thanks timeline tokenizer tools training updates "
        "usage use variants versions warranty"
    ).split()
)
SPEAKING = re.compile(r"\b(?:said|says|told|added|adds|claimed|claims|wrote|writes|stated|argued|explained|boasted)\b")
# A definite article or "including" before a size and a noun refers to a member; it states nothing.
DEFINITE_WORDS = (
    "the", "this", "that", "our", "their", "its", "both", "these", "those", "each", "every", "including", "e.g.",
    "like",
)  # fmt: skip
DEFINITE = re.compile(rf"\b(?:{'|'.join(map(re.escape, DEFINITE_WORDS))})\s+$", re.IGNORECASE)
# A relative clause belongs to the name right before it.
RELATIVE = re.compile(r"[\w\s'’\"”)-]{0,24},?\s(?:which|that|who)\s")

# "(Kim et al., 2022)", "(Adeyemi and Roth, 2023; …": the year of a reference.
REFERENCE = re.compile(
    r"(?<=[(;] |.[(])(?!(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\b)[A-ZÀ-Þ][\w'’-]+"
    r"(?:(?: et al\.?| (?:and|&) [A-ZÀ-Þ][\w'’-]+),?|,) (?:19|20)\d\d[a-z]?(?=[,;)])"
    r"|\bet al\.?,? \(?(?:19|20)\d\d[a-z]?\)?"
)
CITATION = re.compile(r"\[\s*\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*\s*\]")
URL = re.compile(
    r"(?:https?://|www\.|ftp://|arxiv:|doi:)\S+|\b[\w.-]+@[\w-]+\.\w+|\b[\w-]+\.(?:com|org|ai|io|net|md|pdf|py|json|html)\b\S*",
    re.IGNORECASE,
)

# Behind a subject: it has something, which may be a value of its own.
HAVING = re.compile(
    r"[*\"”]{0,2} (?:(?:also|now|already|together|nationwide|alone) )?(?:has|had|have|is|was|are|were|counts?|counted|"
    r"drew|draws|attracts?|attracted|welcomed|recorded|weighs?|weighed|costs?|holds?|held|offers?|offered|employs?|employed|"
    r"reached|gets?|got|comes|came|needs?|needed|uses?|used|supports?|takes?|took|boasts?|features?|measures?|measured|"
    r"runs?|ran|listens?|opens|spans|contains?|sells?|sold|spends?|spent|packs|saw|accepts?|requires?|required)\b"
)
# Wholes that hold many things of any kind.
WHOLES = (
    "region", "country", "city", "town", "nation", "county", "state", "province", "district", "continent", "world",
    "industry", "sector", "market", "economy",
)  # fmt: skip
# What things do not do.
DEEDS = (
    "said|says|told|tells|announced|announces|raised|raises|employs|employed|hopes|hoped|wants|wanted|declined|plans|"
    "planned|puts|gave|released|releases|launched|launches|unveiled|unveils|introduced|introduces|published|publishes|"
    "open-sourced|trained|trains|wrote|writes|thinks|thought|expects|believes|argues|argued|claims|claimed|refused|hired|"
    "owns|owned|bought|acquired|sells|sold|asked|asks|noted|notes|reported|reports|agreed|suggested|suggests|showed|"
    "presented|presents|explained|added|proposed|confirmed|wondered|objected|answered|replied|was founded|is based"
)
# Words that are numbered in every field.
NUMBERED_WORDS = frozenset(
    (
        "page pages day week month year part question round level phase team group type class exhibit article rule "
        "count title volume vol no number table item note line figure step stage chapter section appendix paragraph "
        "clause case court room floor street route highway apollo windows office excel word iphone android gate "
        "platform bus season episode grade unit module lesson test exam score rank option scenario example sample "
        "assignment homework lecture session talk exercise project "
        "batch run trial task problem issue release version draft revision update patch build python java node php "
        "ruby rust go swift cuda http tls ipv usb around about over under only nearly almost roughly approximately at "
        "by in on from to of for with and or the than top best first last next previous another some any each every "
        "all both either neither between"
    ).split()
)
SMALL_WORDS = frozenset(
    "a an the it its this that these those there they we he she you i each every all both most some many one in on at "
    "by for from with and or but to as per about over under than only since until after before during when while if "
    "although though unlike like however our my their his her your no not so then now also today yesterday just".split()
)

# One that is related to what a text speaks of.
RELATIVES = re.compile(
    r"\b(?:(?:predecessor|successor|forerunner|ancestor|sibling|sister|brother|cousin|rival|competitor|counterpart|"
    r"follow-up)s?|(?:previous|next|preceding|coming|upcoming|earlier|prior|old|older) "
    r"(?:version|model|generation|release|edition)"
    r"|first (?:model|version|generation)(?= (?:had|used|supported|offered|held)\b))\b",
    re.IGNORECASE,
)
RELATED = Triggers(
    "predecessor", "successor", "forerunner", "ancestor", "sibling", "sister", "brother", "cousin", "rival",
    "competitor", "counterpart", "follow-up", "previous", "next", "preceding", "coming", "earlier", "prior", "old",
    "first model", "first version", "first generation",
)  # fmt: skip
