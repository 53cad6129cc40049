"""Settings of the property tests."""

from hypothesis import settings

# A busy machine is no defect: cost is held by test_linear_cost.py.
settings.register_profile("factaudit", deadline=None)
settings.load_profile("factaudit")
