"""
kind: shell
tries: The worker turns itself into another program that ends with success.
plain: yes
"""

import os

os.execv("/bin/sh", ["sh", "-c", "touch /tmp/CANARY_exec; exit 0"])
