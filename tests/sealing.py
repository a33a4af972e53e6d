"""What the databases of all tests are sealed with."""

from storage.seal import Seal

KEY = "b2ZmaWNlIGhvdXJzOiB0aGUga2V5IG9mIHRlc3RzLi4="

SEAL = Seal.of([KEY])
