"""
kind: exit
tries: os._exit(0) while the cells run: the process is gone and reports success.
plain: yes
"""

import os

os._exit(0)
