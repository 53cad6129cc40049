"""What every spelling of a number means, and what looks like one and means something else.

A row is a text and what it holds: "quote = value", then the qualifier, the currency, the flags, and what is glued in
front ("glued GPT-") or behind ("tail GB"). Several are divided by "; ". Rows marked as near misses stand beside the
spelling they resemble.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from benchmarks import growing_texts
from extract.claim import Qualifier
from extract.quantities.interval import render
from extract.quantities.numbers import Quantity, scan


def described(text: str) -> str:
    return "; ".join(_described(text, quantity) for quantity in scan(text))


def _described(text: str, quantity: Quantity) -> str:
    quote = text[quantity.start : quantity.end]
    parts = [quote, "opaque"] if quantity.kind == "opaque" else [quote, "=", render(quantity.low, quantity.high)]
    parts += [quantity.qualifier.value, quantity.currency]
    parts += [flag for flag in ("percent", "times", "hedged") if getattr(quantity, flag)]
    parts.append(f"glued {quantity.attached}" if quantity.attached else "")
    parts.append(f"tail {quantity.tail}" if quantity.tail else "")
    return " ".join(part for part in parts if part)


PLAIN = [
    ("60 layers", "60 = 60"),
    ("32,768 tokens", "32,768 = 32768"),
    ("a vocabulary of 102,400.", "102,400 = 102400"),
    ("1,000,000 steps", "1,000,000 = 1000000"),
    ("1_000_000 steps", "1_000_000 = 1000000"),
    ("1 000 000 steps", "1 000 000 = 1000000"),
    ("128 000 tokens", "128 000 = 128000"),
    ("0.6 of it", "0.6 = 0.6"),
    ("2,664.5 hours", "2,664.5 = 2664.5"),
    # near misses: lists and figures side by side stay apart
    ("sizes 7, 13 and 70", "7 = 7; 13 = 13; 70 = 70"),
    ("GPT has 32 768 in all", "32 = 32; 768 = 768"),
    ("1,2,3", "1 = 1; 2 = 2; 3 = 3"),
    ("12,34", "12,34 = 12.34"),
    ("1,111,1111", "1 = 1; 111 = 111; 1111 = 1111"),
    ("It ended in 2024. 7 more came", "2024 = 2024; 7 = 7"),
    ("no digits, nothing", ""),
    ("", ""),
]

SCALES = [
    ("236B parameters", "236B = 236000000000"),
    ("236 B parameters", "236 B = 236000000000"),
    ("236 billion parameters", "236 billion = 236000000000"),
    ("a 236-billion-parameter model", "236-billion = 236000000000 tail -parameter"),
    ("a 236B-parameter model", "236B = 236000000000 tail -parameter"),
    ("3.3M hours", "3.3M = 3300000"),
    ("2.788M", "2.788M = 2788000"),
    ("14.8T tokens", "14.8T = 14800000000000"),
    ("15 T tokens", "15 T = 15000000000000"),
    ("8.1 trillion tokens", "8.1 trillion = 8100000000000"),
    ("128k", "128k = 128000"),
    ("128 K tokens", "128 K = 128000"),
    ("128 k tokens", "128 k = 128000"),
    ("a 7b model", "7b = 7000000000"),
    ("125m params", "125m = 125000000"),
    ("5 bn, 6 mn and 7 thousand", "5 bn = 5000000000; 6 mn = 6000000; 7 thousand = 7000"),
    ("2 lakh and 3 crore", "2 lakh = 200000; 3 crore = 30000000"),
    ("1.2万 and 3亿", "1.2万 = 12000; 3亿 = 300000000"),
    ("67 B model", "67 B = 67000000000"),
    ("236 B.", "236 B = 236000000000"),
    ("(21 B)", "21 B = 21000000000"),
    ("several 7Bs", "7 = 7 tail Bs"),
    ("16G parameters", "16G = 16000000000"),
    # near misses: letters that are units, words or names
    ("5 B-trees", "5 = 5"),
    ("7 M&Ms", "7 = 7"),
    ("3 T cells", "3 = 3"),
    ("12 B vitamins", "12 = 12"),
    ("100 m away", "100 = 100"),
    ("5 Things", "5 = 5"),
    ("8 GB of memory", "8 = 8"),
    ("80GB", "80 = 80 tail GB"),
    ("16GiB", "16 = 16 tail GiB"),
    ("16G of memory", "16 = 16 tail G"),
    ("10 KB, 3 MB", "10 = 10; 3 = 3"),
    ("5 mm and 7nm", "5 = 5; 7 = 7 tail nm"),
    ("at 400W", "400 = 400 tail W"),
    ("5 millionaires", "5 = 5"),
]

QUALIFIED = [
    ("about 236B", "236B = 236000000000 about"),
    ("~37 billion", "37 billion = 37000000000 about"),
    ("(~ 37B)", "37B = 37000000000 about"),
    ("≈ 5.6M", "5.6M = 5600000 about"),
    ("roughly 15 trillion", "15 trillion = 15000000000000 about"),
    ("nearly 2 million", "2 million = 2000000 about"),
    ("approx. 300B", "300B = 300000000000 about"),
    ("some 236 billion parameters", "236 billion = 236000000000 about"),
    ("an estimated 5 million", "5 million = 5000000 about"),
    ("close to 40", "40 = 40 about"),
    ("on the order of 10 million", "10 million = 10000000 about"),
    ("300-ish runs", "300 = 300 about"),
    ("300 or so", "300 = 300 about"),
    ("over 15T tokens", "15T = 15000000000000 at_least"),
    ("more than 128K", "128K = 128000 at_least"),
    ("at least 8", "8 = 8 at_least"),
    ("no fewer than 8", "8 = 8 at_least"),
    ("exceeding 1 million", "1 million = 1000000 at_least"),
    ("upwards of 2T", "2T = 2000000000000 at_least"),
    ("north of 2T", "2T = 2000000000000 at_least"),
    ("a minimum of 4", "4 = 4 at_least"),
    ("≥ 32K", "32K = 32000 at_least"),
    (">32K", "32K = 32000 at_least"),
    ("15T+ tokens", "15T = 15000000000000 at_least"),
    ("15+ trillion tokens", "15+ trillion = 15000000000000 at_least"),
    ("128K or more", "128K = 128000 at_least"),
    ("30 tokens or more", "30 = 30 at_least"),
    ("up to 128K", "128K = 128000 up_to"),
    ("as many as 16", "16 = 16 up_to"),
    ("at most 64", "64 = 64 up_to"),
    ("no more than 5", "5 = 5 up_to"),
    ("fewer than 5", "5 = 5 up_to"),
    ("less than $6 million", "$6 million = 6000000 up_to USD"),
    ("under 10B", "10B = 10000000000 up_to"),
    ("a maximum of 8K", "8K = 8000 up_to"),
    ("as little as 2 hours", "2 = 2 up_to"),
    ("<5", "5 = 5 up_to"),
    ("5 GPUs or fewer", "5 = 5 up_to"),
    ("over a total of 5", "5 = 5 at_least"),
    ("does not require more than 5", "5 = 5 up_to"),
    ("doesn't exceed 5", "5 = 5 up_to"),
    ("299,892,736,000 ~= 300B", "299,892,736,000 = 299892736000; 300B = 300000000000 about"),
    ("more than about 30B", "30B = 30000000000 at_least"),
    ("up to ~30B", "30B = 30000000000 up_to"),
    # near misses
    ("just 37B", "37B = 37000000000"),
    ("only 37B", "37B = 37000000000"),
    ("-> 7B and => 8B", "7B = 7000000000; 8B = 8000000000"),
    ("some 7B models", "7B = 7000000000"),
    ("improves over the 67B", "67B = 67000000000"),
    ("it is about the model. 7B fits", "7B = 7000000000"),
    ("rather than 5", "5 = 5"),
    ("due to 5", "5 = 5"),
    ("1+1", "1 = 1; 1 = 1"),
    ("7B and more efficient", "7B = 7000000000"),
    ("CodeT5+", "5 = 5 glued CodeT"),
    ("not only more than 5", "5 = 5 at_least"),
]

RANGES = [
    ("7B–70B", "7B–70B = 7000000000/70000000000 range"),
    ("7B to 70B", "7B to 70B = 7000000000/70000000000 range"),
    ("from 7 billion to 70 billion parameters", "7 billion to 70 billion = 7000000000/70000000000 range"),
    ("0.5B-72B", "0.5B-72B = 500000000/72000000000 range"),
    ("3.37B-27.5B", "3.37B-27.5B = 3370000000/27500000000 range"),
    ("1-16 B", "1-16 B = 1000000000/16000000000 range"),
    ("between 1 and 3 billion", "1 and 3 billion = 1000000000/3000000000 range"),
    ("4k~16k", "4k~16k = 4000/16000 range"),
    ("4096-16K", "4096-16K = 4096/16000 range"),
    ("0.06 - 11", "0.06 - 11 = 0.06/11 range"),
    ("5.6-6.0", "5.6-6.0 = 5.6/6 range"),
    ("US$50–100 million", "US$50–100 million = 50000000/100000000 range USD"),
    ("$5 to $6 million", "$5 to $6 million = 5000000/6000000 range USD"),
    ("10%-20%", "10%-20 = 10/20 range percent"),
    ("2–3x faster", "2–3 = 2/3 range times"),
    ("about 7B to 70B", "7B to 70B = 7000000000/70000000000 range"),
    ("two to three experts", "two to three = 2/3 range"),
    # near misses: lists, changes, names, falling pairs
    ("7B/67B", "7B = 7000000000; 67B = 67000000000"),
    ("7B, 13B, and 70B", "7B = 7000000000; 13B = 13000000000; 70B = 70000000000"),
    ("1 and 3 billion", "1 = 1000000000; 3 billion = 3000000000"),
    ("57B-A14B", "57B = 57000000000 tail -A14B; 14B = 14000000000 glued 57B-A"),
    ("extended from 4K to 128K", "4K = 4000; 128K = 128000"),
    ("The context grew from 4K to 128K", "4K = 4000; 128K = 128000"),
    ("Llama 2 - 7B", "2 = 2; 7B = 7000000000"),
    ("V2 – 236B", "2 = 2 glued V; 236B = 236000000000"),
    ("236B - 21B", "236B = 236000000000; 21B = 21000000000"),
    ("Llama-2-7B", "2 = 2 glued Llama- tail -7B; 7B = 7000000000 glued Llama-2-"),
    ("2024-05", "2024-05 opaque"),
    ("7B-13", "7B = 7000000000 tail -13; 13 = 13 glued 7B-"),
]

SHARED_SCALES = [
    ("sizes of 7, 13, and 70 billion", "7 = 7000000000; 13 = 13000000000; 70 billion = 70000000000"),
    ("7/13/70B", "7 = 7000000000; 13 = 13000000000; 70B = 70000000000"),
    ("3 or 8B", "3 = 3000000000; 8B = 8000000000"),
    ("$5 or $6 million", "$5 = 5000000 USD; $6 million = 6000000 USD"),
    # near misses: names, falling numbers, numbers of something else
    ("Llama 2, 7B", "2 = 2; 7B = 7000000000"),
    ("Llama 2 and 7B", "2 = 2; 7B = 7000000000"),
    ("in 2024, 7B", "2024 = 2024; 7B = 7000000000"),
    ("8 experts, 47B", "8 = 8; 47B = 47000000000"),
    ("V2, 7B", "2 = 2 glued V; 7B = 7000000000"),
    ("5% and 7B", "5 = 5 percent; 7B = 7000000000"),
    ("6. 7B", "6 = 6; 7B = 7000000000"),
    ("70 and 7B", "70 = 70; 7B = 7000000000"),
]

MONEY = [
    ("5.6 million U.S. dollars", "5.6 million = 5600000 USD"),
    ("US$6 M", "US$6 M = 6000000 USD"),
    ("~US$6 M", "US$6 M = 6000000 about USD"),
    ("$5.576M", "$5.576M = 5576000 USD"),
    ("5.576M USD", "5.576M = 5576000 USD"),
    ("USD 5.6 million", "USD 5.6 million = 5600000 USD"),
    ("$ 5", "$ 5 = 5 USD"),
    ("€3.5M", "€3.5M = 3500000 EUR"),
    ("3 million euros", "3 million = 3000000 EUR"),
    ("£2", "£2 = 2 GBP"),
    ("RMB 40 million", "RMB 40 million = 40000000 CNY"),
    ("5 million dollars", "5 million = 5000000 USD"),
    ("C$5", "C$5 = 5 CAD"),
    ("X$5", "X$5 = 5"),
    # near misses
    ("the formula $128$ holds", "128 = 128"),
    ("$$3 + 4$$", "3 = 3; 4 = 4"),
    ("BUSD 5", "5 = 5"),
]

POWERS = [
    ("2^20 tokens", "2^20 = 1048576"),
    ("1e9 steps", "1e9 = 1000000000"),
    ("3.0 x 10^-4", "3.0 x 10^-4 = 0.0003"),
    ("3.0×10⁻⁴", "3.0×10⁻⁴ = 0.0003"),
    ("2.5e-5", "2.5e-5 = 0.000025"),
    ("10^24 FLOPs", "10^24 = 1000000000000000000000000"),
    ("10⁹", "10⁹ = 1000000000"),
    ("10^{9}", "10^{9} = 1000000000"),
    ("1e-1000", "1 = 1 tail e-1000; 1000 = 1000 glued 1e-"),
    ("10^999", "10^999 opaque"),
    ("9999^40", "9999^40 opaque"),
    # near misses
    ("5e", "5 = 5 tail e"),
    ("0xfe9", "0 = 0 tail xfe9; 9 = 9 glued 0xfe"),
]

SPELLED = [
    ("eight experts", "eight = 8"),
    ("with two shared experts", "two = 2"),
    ("one shared expert", "one = 1"),
    ("is one-stage", "one = 1 tail -stage"),
    ("Sixteen experts", "Sixteen = 16"),
    ("sixty-four experts", "sixty-four = 64"),
    ("a dozen models", "a dozen = 12"),
    ("two dozen models", "two dozen = 24"),
    ("a hundred models", "a hundred = 100"),
    ("half a million", "half a million = 500000"),
    ("one million", "one million = 1000000"),
    ("a trillion tokens", "a trillion = 1000000000000"),
    ("about two billion", "two billion = 2000000000 about"),
    ("(three models)", "three = 3"),
    # near misses
    ("a model", ""),
    ("none of them, someone", ""),
    ("one of the models", ""),
    ("as one can see, the one here is one.", ""),
    ("one or more experts", ""),
    ("tend, sixth, tenfold, often", ""),
    ("stone", ""),
    ("millions of users", ""),
]

OPAQUE = [
    ("1/15 of it", "1/15 opaque"),
    ("49/658", "49/658 opaque"),
    ("version 1.2.3", "1.2.3 opaque"),
    ("12:30", "12:30 opaque"),
    ("10.0.0.1", "10.0.0.1 opaque"),
    ("1024×1024", "1024×1024 opaque"),
    ("8 x 7B", "8 x 7B opaque"),
    ("a 1:1 ratio", "1:1 opaque"),
    ("Mixtral-8x7B", "8x7B opaque glued Mixtral-"),
    ("555-123-4567", "555-123-4567 opaque"),
    ("2024-05-06", "2024-05-06 opaque"),
    ("7/18/2023", "7/18/2023 opaque"),
    ("9" * 41, "9" * 41 + " opaque"),
    # near misses
    ("9" * 40, "9" * 40 + " = " + "9" * 40),
    ("37/671B", "37 = 37000000000; 671B = 671000000000"),
    ("5.8x", "5.8 = 5.8 times"),
]

NEIGHBOURS = [
    ("42.5%", "42.5 = 42.5 percent"),
    ("93.3 percent", "93.3 = 93.3 percent"),
    ("3 percentage points", "3 = 3 percent"),
    ("5.76 times faster", "5.76 = 5.76 times"),
    ("a 10-fold gain", "10 = 10 times"),
    ("5.8×", "5.8 = 5.8 times"),
    ("20B?", "20B = 20000000000 hedged"),
    ("20B (rumored)", "20B = 20000000000 hedged"),
    ("GPT-4", "4 = 4 glued GPT-"),
    ("DeepSeek-V2.5", "2.5 = 2.5 glued DeepSeek-V"),
    ("[3, 4]", "3 = 3 glued [; 4 = 4"),
    ("#5", "5 = 5 glued #"),
    ("2048 H800s", "2048 = 2048; 800 = 800 glued H tail s"),
    ("a 4-bit build, 5-shot", "4 = 4 tail -bit; 5 = 5 tail -shot"),
    ("the 2nd", "2 = 2 tail nd"),
    ("gpt-4-1106", "4 = 4 glued gpt- tail -1106; 1106 = 1106 glued gpt-4-"),
    # near misses
    ("times 5, percent 6", "5 = 5; 6 = 6"),
    ("8x A100", "8 = 8 tail x; 100 = 100 glued A"),
    ("Is it 20? (leaked photo)", "20 = 20 hedged"),
    ("20B (released)", "20B = 20000000000"),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    PLAIN + SCALES + QUALIFIED + RANGES + SHARED_SCALES + MONEY + POWERS + SPELLED + OPAQUE + NEIGHBOURS,
)
def test_text_holds_these_quantities(text: str, expected: str) -> None:
    assert described(text) == expected


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("236B", "1e9"), ("14.8T", "1e11"), ("2.788M", "1000"), ("8,192", "1"), ("0.60", "0.01"), ("2^20", "1"),
        ("half a million", "1e5"), ("1.5e9", "1e8"),
    ],
)  # fmt: skip
def test_step_is_one_unit_of_the_last_digit_printed(text: str, step: str) -> None:
    assert [quantity.step for quantity in scan(text)] == [Decimal(step)]


def test_each_end_of_a_range_has_its_own_step() -> None:
    [quantity] = scan("0.5B-72B")
    assert (quantity.step, quantity.high_step) == (Decimal("1e8"), Decimal("1e9"))


PIECES = st.one_of(
    st.sampled_from(
        ["1", "2", "7", "12", "236", "2024", "1,000", "14.8", "0.5", "10", " 000", "20", "-bit", "GB", "V", "GPT-"]
    ),
    st.sampled_from(
        ["B", "b", "M", "K", "k", "T", "x", "×", "%", "$", "US$", "€", "-", "–", "—", "/", ":", ".", ",", "+", "~"]
    ),
    st.sampled_from(
        ["≈", "<", ">", "?", "(", ")", "[", "]", "^", "e", "*", "_", "{", "}", "²", "⁹", "⁻", "万", "İ", "٣", "０"]
    ),
    st.sampled_from(
        [" to ", " and ", " or ", "from ", "between ", "about ", "over ", "up to ", "more than ", "at least "]
    ),
    st.sampled_from(["a ", "half ", "dozen ", "million", " billion", "two ", "twenty", "one", "\n"]),
)
SENTENCES = st.lists(st.one_of(PIECES, st.just(" "), st.text(max_size=3)), max_size=40).map("".join)


@given(SENTENCES)
@example("1 000 1")
@example("half a million a dozen")
@example("$")
def test_quantities_are_ordered_apart_and_finite(text: str) -> None:
    end = 0
    for quantity in scan(text):
        assert end <= quantity.start < quantity.end <= len(text)
        end = quantity.end
        assert quantity.low <= quantity.high
        assert (quantity.low < quantity.high) == (quantity.qualifier is Qualifier.RANGE)
        assert quantity.low.is_finite()
        assert quantity.high.is_finite()
        assert quantity.step >= 0


@given(SENTENCES)
def test_every_digit_belongs_to_a_quantity(text: str) -> None:
    covered = {at for quantity in scan(text) for at in range(quantity.start, quantity.end)}
    assert not [at for at, char in enumerate(text) if char in "0123456789" and at not in covered]


@given(
    st.decimals(min_value=0, max_value=10**15, places=3, allow_nan=False, allow_infinity=False),
    st.decimals(min_value=0, max_value=10**15, places=3, allow_nan=False, allow_infinity=False),
)
def test_scanning_a_rendered_value_gives_it_back(first: Decimal, second: Decimal) -> None:
    for value in (first, second):
        assert [(found.low, found.high) for found in scan(render(value, value))] == [(value, value)]


@given(st.decimals(0, 9999, places=2), st.sampled_from(["", "~", "about ", "up to ", "a total of "]))
def test_surroundings_do_not_change_a_value(value: Decimal, front: str) -> None:
    [quantity] = scan(f"It has {front}{value}B parameters.")
    assert quantity.low == value * 10**9


@pytest.mark.parametrize("unit", growing_texts.NUMBERS)
def test_texts_made_to_be_slow_are_scanned_to_their_end(unit: str) -> None:
    text = unit * (32_000 // len(unit))
    end = 0
    for quantity in scan(text):
        assert end <= quantity.start < quantity.end <= len(text)
        end = quantity.end
