"""
kind: exit
tries: An exit handler changes the code that the process ends with.
deserves: q1=3 q2=2 q3=4 q4=1
plain: yes
"""

import atexit
import os
import threading

atexit.register(os._exit, 0)
threading._register_atexit(os._exit, 0)
