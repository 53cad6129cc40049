"""Forms of text values: pairs that may mean the same beside pairs that look alike and do not."""

from __future__ import annotations

from itertools import permutations

import pytest

from reconcile.forms import FORMS, versions
from reconcile.moments import has_clock
from reconcile.people import LONGEST, people

ONE = [
    ("people", "Rivers, Dana E.", "Dana Rivers"),
    ("people", "Dana E. Rivers", "D. E. Rivers"),
    ("people", "D.E. Rivers", "RIVERS, DANA"),
    ("people", "DE Rivers", "Dana Rivers"),
    ("people", "Rivers,Dana", "by Dana Rivers (Author)"),
    ("people", "A. Smith; B. Jones", "Bob Jones, Alice Smith"),
    ("people", "Smith, A., Jones, B.", "Alice Smith and Bob Jones"),
    ("people", "Smith A, Jones B", "Alice Smith & Bob Jones"),
    ("people", "Smith, John and Jones, Bob", "Bob Jones, John Smith"),
    ("people", "Smith, Jones and Brown", "A. Brown; B. Smith; C. Jones"),
    ("people", "Jan van der Berg", "van der Berg, Jan"),
    ("people", "Berg, Jan van der", "J. van der Berg"),
    ("people", "Ruiz Peña, Inés", "Ines Ruiz Pena"),
    ("people", "Martin Luther Grey, Jr.", "Grey, Martin Luther, Jr."),
    ("people", "Dr. Jane Roe", "Jane Roe, PhD"),
    ("people", "Jean-Pierre Noir", "J.-P. Noir"),
    ("people", "Tim O'Hara", "O’Hara, Tim"),
    ("people", "Alice Smith et al.", "Alice Smith; Bob Jones"),
    ("people", "John Smith/Bob Jones", "Bob Jones|John Smith"),
    ("moment", "14:30", "2:30 pm"),
    ("moment", "14:30:00", "02:30 p.m."),
    ("moment", "2:30p", "14h30"),
    ("moment", "1430h", "14:30"),
    ("moment", "noon", "12:00"),
    ("moment", "12:05 am", "0:05"),
    ("moment", "2 pm", "14:00"),
    ("moment", "2011-12-01 14:30", "12/1/2011 2:30 PM"),
    ("moment", "2011-12-01T14:30", "Dec 1, 2:30p"),
    ("moment", "Thu, Dec 1 2:30 PM", "2011-12-01 14:30"),
    ("moment", "2:30pThu, Dec 1", "14:30"),
    ("moment", "14:30 (EST)", "14:30"),
    ("flag", "yes", "TRUE"),
    ("flag", "n", "false"),
    ("isbn", "0-201-89683-4", "ISBN 978-0-201-89683-1"),
    ("isbn", "080442957X", "080442957x"),
    ("call", "+1 (212) 555-0100", "212.555.0100"),
    ("call", "+44 (0)20 7946 0958", "020 7946 0958"),
    ("call", "212-555-0100 x12", "1 212 555 0100 ext. 12"),
    ("address", "12 West 45th Street", "12 W. 45th St."),
    ("address", "1 Fifth Avenue", "1 5TH AVE"),
    ("address", "200 Park Ave S", "200 Park Avenue South"),
    ("address", "31 St. Mark's Pl", "31 Saint Marks Place"),
    ("address", "12 Main St", "12 Main Street, Millbrook, NY"),
    ("address", "5 Calle Peñón", "5 calle penon"),
    ("title", "The River: A History", "River - a history"),
    ("title", "Nuts & Bolts", "Nuts and bolts"),
    ("title", "Tides, The", "The Tides"),
    ("title", "Café Life", "Cafe Life: Ten Stories"),
    ("size", "200 x 150 x 180 mm", "20 × 15 × 18 cm"),
    ("size", "20 by 15 cm", "7.9 x 5.9 inch"),
    ("size", "10 x 20", "10x20 cm"),
]
TWO = [
    ("people", "John Smith", "Jane Smith"),
    ("people", "John Smith", "John Smyth"),
    ("people", "A. Smith", "B. Smith"),
    ("people", "Alice Smith", "Alice Smith; Bob Jones"),
    ("people", "John A. Smith", "John B. Smith"),
    ("people", "Smith, Jones and Brown", "Smith, Jones and Green"),
    ("people", "Alice Smith; Bob Jones", "Alice Jones; Bob Smith"),
    ("people", "John Smith Jr.", "John Smith Sr."),
    ("people", "Alice Smith; Bob Smith", "Alice Smith; Carl Smith"),
    ("people", "Alice Smith et al.", "Bob Jones; Carl Brown"),
    ("moment", "14:30", "14:31"),
    ("moment", "2:30", "2:30 pm"),
    ("moment", "2:30 am", "2:30 pm"),
    ("moment", "14:30:15", "14:30:16"),
    ("moment", "14:30 EST", "14:30 PST"),
    ("moment", "2011-12-01 14:30", "2011-12-02 14:30"),
    ("moment", "Dec 1 2:30p", "2011-12-02 14:30"),
    ("flag", "yes", "no"),
    ("address", "12 West 45th Street", "12 East 45th Street"),
    ("address", "12 Main St", "14 Main St"),
    ("address", "12 Main Street", "12 Main Avenue"),
    ("address", "12 4th St", "12 45th St"),
    ("address", "12 Main St, Millbrook", "12 Main St, Oakdale"),
    ("address", "12 Main St", "112 Main St"),
    ("isbn", "0-201-89683-4", "0-201-89684-2"),
    ("isbn", "978-0-201-89683-1", "979-0-201-89683-1"),
    ("call", "212-555-0100", "212-555-0101"),
    ("call", "212-555-0100 x12", "212-555-0100 x13"),
    ("title", "C", "C++"),
    ("title", "Rivers: Volume 1", "Rivers: Volume 2"),
    ("title", "A River", "Rivers"),
    ("size", "10 x 20", "20 x 10"),
    ("size", "10 x 20", "10 x 20 x 1"),
    ("size", "10 x 20 mm", "10 x 20 cm"),
    ("size", "10 x 20 g", "10 x 20 cm"),
]
NONE = [
    ("people", "3M"),
    ("people", "C++"),
    ("people", "a" * (LONGEST + 1)),
    ("people", ""),
    ("people", "the of"),
    ("moment", "25:00"),
    ("moment", "14:30 am"),
    ("moment", "3:2"),
    ("moment", "16.10"),
    ("moment", "1:30:75"),
    ("moment", "later"),
    ("flag", "maybe"),
    ("address", "Millbrook"),
    ("address", "dana@example.com"),
    ("address", "192.168.0.1"),
    ("address", "a " * 200),
    ("isbn", "12345"),
    ("call", "911"),
    ("call", "call 212-555-0100"),
    ("title", "…"),
    ("size", "10"),
    ("size", "10 x"),
    ("size", "10 x large"),
    ("size", "10 mm x 20 kg"),
    ("size", "1 x 2 x 3 x 4 x 5"),
]


@pytest.mark.parametrize(("form", "one", "other"), ONE)
def test_texts_that_mean_the_same(form: str, one: str, other: str) -> None:
    a, b = (FORMS[form].read(text) for text in (one, other))
    assert a is not None
    assert b is not None
    assert FORMS[form].agree(a, b)
    assert FORMS[form].agree(b, a)


@pytest.mark.parametrize(("form", "one", "other"), TWO)
def test_texts_that_look_alike(form: str, one: str, other: str) -> None:
    a, b = (FORMS[form].read(text) for text in (one, other))
    assert a is not None
    assert b is not None
    assert not FORMS[form].agree(a, b)
    assert not FORMS[form].agree(b, a)


@pytest.mark.parametrize(("form", "text"), NONE)
def test_texts_that_are_not_of_a_form(form: str, text: str) -> None:
    assert FORMS[form].read(text) is None


def test_a_text_that_fits_several_stands_for_itself() -> None:
    texts = ("J. Smith", "John Smith", "Smith, Jane", "John Q. Smith", "4 more")
    for order in permutations(texts):
        assert versions(order, FORMS["people"]) == {
            "John Q. Smith": "John Q. Smith",
            "John Smith": "John Q. Smith",
            "Smith, Jane": "Smith, Jane",
            "J. Smith": "J. Smith",
        }


def test_midnight_behind_a_date_is_how_programs_write_a_day() -> None:
    assert has_clock("2011-12-01 14:30")
    assert has_clock("0:00")
    assert not has_clock("2011-12-01T00:00:00")


def test_long_lists_take_no_long_time() -> None:
    for hostile in (", ".join(["Smith"] * 90), "and " * 149, "; " * 299, "(" * 599, "." * 599):
        people(hostile[:LONGEST])
