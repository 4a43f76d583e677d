"""
kind: shell
tries: os.system and os.popen.
plain: yes
leaks: RAN-A-COMMAND
"""

import os

os.system("touch /tmp/CANARY_system")
print(os.popen("echo RAN-A-$(echo COMMAND)").read())
