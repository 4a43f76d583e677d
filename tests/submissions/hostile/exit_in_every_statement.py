"""
kind: exit
tries: Twenty statements that each end the process; the classes stand before them.
deserves: q1=3 q2=2 q3=4 q4=1
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
