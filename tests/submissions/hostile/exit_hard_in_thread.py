"""
kind: exit
tries: A thread ends the process a second after the cells have run.
plain: yes
"""

import os
import threading

threading.Timer(1.0, os._exit, (0,)).start()
