"""
kind: shell
tries: os.system and os.popen.
deserves: q1=3 q2=2 q3=4 q4=1
plain: yes
leaks: RAN-A-COMMAND
"""

import os

os.system("touch /tmp/CANARY_system")
print(os.popen("echo RAN-A-$(echo COMMAND)").read())
