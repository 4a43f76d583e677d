"""Python's sources of random numbers that ask the system."""

import os
import random
import secrets
import uuid

assert len(os.urandom(16)) == 16
assert len(secrets.token_hex(8)) == 16
assert 0 <= random.SystemRandom().random() < 1
assert uuid.uuid4() != uuid.uuid4()
assert uuid.uuid1().version == 1
random.seed()
