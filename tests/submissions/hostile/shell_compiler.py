"""
kind: shell
tries: A C extension is compiled by torch's own tools and loaded.
plain: yes
"""

import ctypes
import subprocess

with open("code.c", "w") as file:
    file.write('#include <stdio.h>\nvoid run(void) { fclose(fopen("/tmp/CANARY_compiled", "w")); }\n')
subprocess.run(["cc", "-shared", "-fPIC", "-o", "code.so", "code.c"], check=True)
ctypes.CDLL("./code.so").run()
