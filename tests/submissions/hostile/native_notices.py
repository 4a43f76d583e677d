"""
kind: native
tries: The kernel is asked to tell of all changes in folders of libraries (F_NOTIFY).
plain: no
leaks: NOTIFIED
"""

import fcntl
import os

folder = os.open(os.path.dirname(os.__file__), os.O_RDONLY)
try:
    fcntl.fcntl(folder, fcntl.F_NOTIFY, fcntl.DN_ACCESS | fcntl.DN_MULTISHOT)
    print("NOTI" + "FIED")
except OSError:
    pass
