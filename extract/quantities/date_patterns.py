"""The regular expressions of the dates grammar: what starts a date, what may stand around it, what joins two."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

_MONTH_NAMES: Final = (
    ("Jan", "January"), ("Feb", "February"), ("Mar", "March"), ("Apr", "April"), ("May",), ("Jun", "June"),
    ("Jul", "July"), ("Aug", "August"), ("Sep", "Sept", "September"), ("Oct", "October"), ("Nov", "November"),
    ("Dec", "December"),
)  # fmt: skip
MONTHS: Final = {name.lower(): number for number, names in enumerate(_MONTH_NAMES, 1) for name in names}
_SPELLINGS: Final = sorted((name for names in _MONTH_NAMES for name in names), key=len, reverse=True)
# Each spelling has a literal first letter, which lets the search skip from capital to capital.
_MONTH: Final = rf"(?:{'|'.join([*_SPELLINGS, *map(str.upper, _SPELLINGS)])})(?![A-Za-z])(?:\.(?=[ ]?[0-9,'’]))?"
_DAY: Final = r"[0-9]{1,2}(?![0-9])(?:st|nd|rd|th)?"
_DASH: Final = r"[ ]?[-–—‒][ ]?"


class Starts(NamedTuple):
    """The two expressions that find where a date may start."""

    digits_first: re.Pattern[str]
    month_first: re.Pattern[str]


def _starts(year: str, bare: str) -> Starts:
    """The expressions for what counts as a year in a date, and by itself.

    The first character of the one is a plain set, for speed. A digit inside a word or behind "1." and its like starts
    no date.
    """
    year = rf"{year}[0-9]{{2}}(?![0-9])"
    digits_first = re.compile(
        rf"""
    (?P<number>[0-9](?<!\w.)(?<![0-9][.,:].)[0-9]{{0,7}}+)(?![0-9])
    (?:
        (?:[ -]?|[ ]\()(?:Q(?P<quarter>[1-4])|H(?P<half>[12]))\b(?:(?<=[ ]\(..)\))?
      | -?W(?P<week>[0-9]{{2}})(?:-?(?P<weekday>[1-7]))?\b
      | (?P<part>[QH])[ ]?['’]?(?P<part_year>{year}|[0-9]{{2}}\b)
      | 年(?P<han_month>[0-9]{{1,2}})月(?:(?P<han_day>[0-9]{{1,2}})日)?
      | (?:st|nd|rd|th)?(?:{_DASH}(?P<to_day>{_DAY}))?(?:[ ]of)?(?:,?[ -]|\.)(?P<month>{_MONTH})
        (?:(?:,?[ -]?(?:of[ ])?|\.)(?P<year_behind>{year})|,?[ ]?['’](?P<short_behind>[0-9]{{2}})\b
          |(?<=-[A-Z][a-z]{{2}})(?<![0-9]{{4}}-[A-Z][a-z]{{2}})-(?P<dashed_behind>[0-9]{{2}})(?![\w-])
          |[ -](?P<day_behind>{_DAY}))?
      | (?P<sep>[-./])(?P<second>[0-9]{{1,2}}+)(?:(?P=sep)(?P<third>[0-9]{{4}}+|[0-9]{{1,2}}+))?+(?![0-9])
      | (?:(?<![0-9]{{3}})/|(?<=[0-9]{{2}})(?<![0-9]{{3}})-)(?P<year>{year})
      | {bare} | (?<=[0-9]{{8}})
    )
    """,
        re.VERBOSE,
    )
    month_first = re.compile(
        rf"""
    (?P<month>{_MONTH})
    (?:
        [ -]?(?P<day>{_DAY})(?!\.[0-9]|,[0-9]{{3}}(?![0-9]))(?:{_DASH}(?P<to_day>{_DAY}))?
        (?:[ ]?[, -][ ]?(?P<year>{year}))?
      | (?:/|{_DASH}|[ ](?:to|and|or)[ ])(?P<to_month>{_MONTH}),?[ ](?P<last_year>{year})
      | (?:,?[ -]?|[ ]of[ ])(?P<its_year>{year})
      | [ ]?['’](?P<short_year>[0-9]{{2}})\b
    )?
    """,
        re.VERBOSE,
    )
    return Starts(digits_first, month_first)


@lru_cache(maxsize=2)
def starts(early: bool = False) -> Starts:
    """What finds dates: years from 1500 on beside a month, from 1900 on by themselves; `early`: both from 1000 on."""
    if early:
        return _starts("(?:1[0-9]|20)", "(?<=1[0-9]{3}) | (?<=20[0-9]{2})")
    return _starts("(?:1[5-9]|20)", "(?<=19[0-9]{2}) | (?<=20[0-9]{2})")


# A year of two digits behind an apostrophe: "'24", "Q1'24".
SHORT_YEAR: Final = re.compile(r"['’](?P<short>[0-9]{2})(?![\w'’])")
# What makes it one where no part of a year stands before it.
IN_YEAR: Final = re.compile(
    r"(?:(?P<alone>\A|[\n(\[])|\b(?i:in|since|of|by|until|till|from|during|early|mid|late|around|circa)[ -])$"
)
ALONE: Final = re.compile(r"[ ]?(?:$|[\n:;,)\]–—|-])")
IN_YEAR_REACH: Final = 8  # characters: " during " and one before
ON: Final = re.compile(r"\b[Oo]n $")  # "on Dec-23" is a day
# What may stand in front of a bare year and belongs to the date. Lower-case months are read only here.
LEAD: Final = re.compile(
    rf"""(?<![A-Za-z0-9])(?:
        Q(?P<quarter>[1-4])(?:{_DASH}Q?(?P<to_quarter>[1-4]))?(?:[ ]of|,)?
      | H(?P<half>[12])(?:[ ]of|,)?
      | (?i:week|CW|KW)[ ]?(?P<week>[0-9]{{1,2}})(?:[ ]of|,)?
      | (?i:(?P<nth>first|second|third|fourth|last|1st|2nd|3rd|4th)[ -](?P<part>quarter|half)(?:[ ]of|,)?)
      | (?i:(?P<season>spring|summer|autumn|fall|winter)(?:[ ]of|,)?)
      | (?P<month>{"|".join(map(str.lower, _SPELLINGS))})\.?,?
    )[ /-]$""",
    re.VERBOSE,
)
LEAD_REACH: Final = 20  # characters: "second quarter of " and one before
# A year of account: it may begin in the year before, and end in the year after the one that it is called by.
FISCAL: Final = re.compile(r"(?<![A-Za-z])(?:fiscal(?:[ ]year)?|financial[ ]year|FY)[ -]$", re.IGNORECASE)
FISCAL_REACH: Final = 16  # characters: "financial year " and one before
PART: Final = re.compile(
    r"(?<![A-Za-z])(?:(?P<opening>early|mid)[- ](?:to[- ]|/)?)?(?P<part>early|mid|late)[- ](?:in[ ])?$"
    r"|(?<![A-Za-z])(?P<edge>beginning|start|middle|end|close)[ ]of[ ](?:the[ ]year[ ])?$",
    re.IGNORECASE,
)
PART_REACH: Final = 26  # characters: "beginning of the year " and a few before
CONNECTOR: Final = re.compile(r"[ ]?[-–—‒~][ ]?|[ ](?:to|through|until|till)[ ]|(?P<and>[ ]and[ ])")
CONNECTOR_REACH: Final = 32  # characters: " through beginning of the year "
LISTED: Final = re.compile(r",?[ ](?:and|or|&)[ ]|,[ ]|/")
BETWEEN: Final = re.compile(r"\b[Bb]etween[ ]$")
MONTH_CUE: Final = re.compile(
    r"\b(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Ff]rom|of|[Ee]arly|[Mm]id|[Ll]ate)[ -]$|(?:\A|\n)(?P<alone>[(\[]?)$"
)
MONTH_CUE_REACH: Final = 8  # characters: " [Ss]ince " and one before
GOES_ON: Final = re.compile(r"[A-SU-Za-z0-9_%]|[.,:][0-9]|[-/][0-9](?![0-9]{3}(?![0-9]))")
NUMERIC: Final = re.compile(r"([0-9](?<![\w./-].)[0-9]?)([/-])([0-9]{1,2})\2(?:1[5-9]|20)[0-9]{2}(?![\w/-])")
