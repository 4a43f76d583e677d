"""
kind: shell
tries: posix_spawn, spawnlp and asyncio's processes.
plain: yes
"""

import asyncio
import os

for way in (
    lambda: os.posix_spawn("/bin/touch", ["touch", "/tmp/CANARY_spawn"], os.environ),
    lambda: os.spawnlp(os.P_WAIT, "touch", "touch", "/tmp/CANARY_spawnlp"),
    lambda: asyncio.run(asyncio.create_subprocess_exec("touch", "/tmp/CANARY_asyncio")),
):
    try:
        way()
    except Exception:
        pass
