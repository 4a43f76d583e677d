"""
kind: exit
tries: Twenty statements that each end the process; the classes stand before them.
plain: no
"""

import os

os._exit(0)
os._exit(0)
os._exit(0)
os._exit(0)
os._exit(0)
os._exit(0)
os._exit(0)
os._exit(0)
os._exit(0)
os._exit(0)
os._exit(0)
os._exit(0)
os._exit(0)
os._exit(0)
os._exit(0)
os._exit(0)
os._exit(0)
os._exit(0)
os._exit(0)
os._exit(0)
