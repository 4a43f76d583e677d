"""
kind: daemon
tries: A shell in the background under nohup and setsid.
plain: no
"""

import os

os.system("setsid nohup sh -c 'touch /tmp/CANARY_daemon; sleep 90' >/dev/null 2>&1 &")
