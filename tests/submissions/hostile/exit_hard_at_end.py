"""
kind: exit
tries: An exit handler changes the code that the process ends with.
plain: yes
"""

import atexit
import os
import threading

atexit.register(os._exit, 0)
threading._register_atexit(os._exit, 0)
