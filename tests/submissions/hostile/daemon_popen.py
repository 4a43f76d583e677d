"""
kind: daemon
tries: A process of subprocess in a new session, with its pipes left open to the parent's.
plain: no
"""

import subprocess

subprocess.Popen(["sleep", "90"], start_new_session=True, close_fds=False)
