import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.arrays import compacted, order_by, place
from reconcile.copying import _places

LARGE = 2**62
KEYS = st.lists(st.tuples(st.integers(-3, 3), st.integers(0, 2)), max_size=30)


@given(rows=KEYS)
def test_order_by_is_lexsort_with_its_keys_reversed(rows: list[tuple[int, int]]) -> None:
    first, second = np.array(rows, dtype=np.int64).reshape(-1, 2).T
    assert order_by(first, second).tolist() == np.lexsort((second, first)).tolist()


@given(rows=KEYS)
def test_order_by_sorts_by_the_rest_what_is_equal_in_the_keys_that_fit(rows: list[tuple[int, int]]) -> None:
    first, second = np.array(rows, dtype=np.int64).reshape(-1, 2).T
    third = (second - 1) * LARGE
    assert order_by(first, second % 2, third).tolist() == np.lexsort((third, second % 2, first)).tolist()


def test_order_by_takes_keys_that_do_not_fit_into_one_number() -> None:
    first, second = np.array([LARGE, 0, LARGE, 0]), np.array([5, LARGE, -LARGE, LARGE])
    assert order_by(first, second).tolist() == [1, 3, 2, 0]


@given(rows=st.lists(st.tuples(st.integers(0, 2), st.floats(allow_nan=False), st.floats(allow_nan=False)), max_size=30))
def test_places_are_in_the_order_of_group_and_number(rows: list[tuple[int, float, float]]) -> None:
    group = np.array([row[0] for row in rows], dtype=np.int64)
    ends = [np.array([row[n] for row in rows], dtype=np.float64) for n in (1, 2)]
    low, high, width = place(group, *ends)
    known = {
        (g, end): at
        for n, places in ((1, low), (2, high))
        for (g, end), at in zip(((r[0], r[n]) for r in rows), places.tolist(), strict=True)
    }
    assert sorted(known) == sorted(known, key=known.__getitem__)
    assert len(set(known.values())) == len(known)
    assert all(at // width == g for (g, _), at in known.items())


def test_compacted_numbers_keep_their_order() -> None:
    numbers, used = compacted(np.array([7, 2, 7, 4]), 9)
    assert (numbers.tolist(), used.tolist()) == ([2, 0, 2, 1], [2, 4, 7])


@pytest.mark.parametrize("most", [4, 100])
def test_places_are_the_same_by_table_and_by_search(most: int) -> None:
    key, wanted = np.array([0, 2, 3]), np.array([3, 1, 0, 2, 3])
    assert _places(key, wanted, most).tolist() == [2, 3, 0, 1, 2]
