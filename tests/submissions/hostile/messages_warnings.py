"""
kind: messages
tries: A hundred thousand different warnings, and as many lines of logging.
plain: yes
"""

import logging
import warnings

warnings.simplefilter("always")
for number in range(100_000):
    warnings.warn(f"warning {number} {'x' * 100}")
    logging.getLogger().error("line %d", number)
