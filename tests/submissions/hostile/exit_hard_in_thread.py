"""
kind: exit
tries: A thread ends the process a second after the cells have run.
deserves: q1=3 q2=2 q3=4 q4=1
plain: yes
"""

import os
import threading

threading.Timer(1.0, os._exit, (0,)).start()
