"""
kind: shell
tries: A second Python without the first one's patches and limits reads the secret and writes a file.
plain: yes
"""

import subprocess
import sys

subprocess.run([sys.executable, "-I", "-c", "open('/tmp/CANARY_python', 'w')"], check=False)
