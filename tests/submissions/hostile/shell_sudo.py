"""
kind: shell
tries: Programs that run with more rights than their caller: sudo, su, pkexec and mount.
plain: no
"""

import subprocess

for command in (["sudo", "-n"], ["pkexec"], ["su", "-c"], ["doas", "-n"], ["unshare", "-Ur"]):
    try:
        subprocess.run([*command, "touch", "/tmp/CANARY_sudo"], stdin=subprocess.DEVNULL, timeout=3, check=False)
    except (OSError, subprocess.TimeoutExpired):
        pass
