"""
kind: shell
tries: A shell on a pseudo terminal of its own.
plain: yes
"""

import pty

pty.spawn(["/bin/sh", "-c", "touch /tmp/CANARY_pty"])
