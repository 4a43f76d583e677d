"""
kind: messages
tries: A hundred thousand different warnings, and as many lines of logging.
deserves: q1=3 q2=2 q3=4 q4=1
plain: yes
"""

import logging
import warnings

warnings.simplefilter("always")
for number in range(100_000):
    warnings.warn(f"warning {number} {'x' * 100}")
    logging.getLogger().error("line %d", number)
