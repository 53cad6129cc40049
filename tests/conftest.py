"""Settings for all tests."""

from hypothesis import HealthCheck, settings

# The same examples in each run and no limit of time: a busy machine changes no result. Another search for examples:
# make test ARGS=--hypothesis-profile=default
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")
