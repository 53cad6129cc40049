"""Settings for all tests."""

import signal
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# The same examples in each run and no limit of time: a busy machine changes no result. Another search for examples:
# make test ARGS=--hypothesis-profile=default
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let processes that a test starts heed Ctrl-C, though the tests were started where it is ignored, as by "&"."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)
