import numpy as np

from reconcile.kinds import apart, disputed


def test_intervals_of_two_kinds_never_meet_and_those_of_one_kind_keep_their_order() -> None:
    kind = np.array([1, 1, 2, 2, 2])
    lower, upper = np.array([5.0, -np.inf, 5.0, 1.0, 6.0]), np.array([7.0, 6.0, 6.0, np.inf, 6.0])
    low, high = apart(kind, lower, upper)
    meets = (low[:, None] <= high[None, :]) & (low[None, :] <= high[:, None])
    assert meets.tolist() == [
        [True, True, False, False, False],
        [True, True, False, False, False],
        [False, False, True, True, True],
        [False, False, True, True, True],
        [False, False, True, True, True],
    ]
    assert (low <= high).all()


def test_two_clusters_of_one_kind_are_disputed() -> None:
    group, kind = np.array([0, 0, 1, 1, 1, 2]), np.array([1, 2, 1, 1, 2, 1])
    assert disputed(group, kind, 4).tolist() == [False, True, False, False]
