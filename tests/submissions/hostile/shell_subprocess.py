"""
kind: shell
tries: A command by subprocess, its output raised as an error.
plain: yes
leaks: RAN-A-COMMAND
"""

import subprocess

done = subprocess.run(
    ["/bin/sh", "-c", "touch /tmp/CANARY_shell; echo RAN-A-$0", "COMMAND"], capture_output=True, text=True
)
print(done.stdout)
