"""
kind: writing
tries: Links in the scratch folder lead outside: writing through them, renaming and linking files over the border.
plain: yes
"""

import os

ways = (
    lambda: os.symlink("/tmp", "outside"),
    lambda: open("outside/CANARY_by_link", "w").close(),
    lambda: open("CANARY_inside", "w").close(),
    lambda: os.rename("CANARY_inside", "/tmp/CANARY_renamed"),
    lambda: os.link("CANARY_inside", "/tmp/CANARY_linked"),
    lambda: os.symlink("CANARY_inside", "/tmp/CANARY_symlink"),
    lambda: os.mkdir("/tmp/CANARY_folder"),
    lambda: os.mkfifo("/tmp/CANARY_fifo"),
    lambda: os.open("/tmp", os.O_TMPFILE | os.O_RDWR) and open("/tmp/CANARY_after_tmpfile", "w").close(),
)
for way in ways:
    try:
        way()
    except OSError:
        pass
