"""What the databases of all tests are sealed with."""

from storage.seal import Seal

KEY = "b2ZmaWNlIGhvdXJzOiB0aGUga2V5IG9mIHRlc3RzLi4="

SEAL = Seal.of([KEY])

OTHER, THIRD = "YW5vdGhlciBrZXkgb2YgdGhlIHRlc3RzLCBpbiB1c2U=", "YSB0aGlyZCBrZXkgb2YgdGhlIHRlc3RzLCB1bnVzZWQ="
"""Keys that do not open it. Written down, as each process of a run has to find the same tests."""
