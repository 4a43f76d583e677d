"""
kind: exit
tries: sys.exit(0) while the cells run, after the classes.
plain: yes
"""

import sys

sys.exit(0)
