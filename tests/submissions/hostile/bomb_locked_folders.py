"""
kind: bomb
tries: Folders without rights and names that are no text stay in the scratch folder, so that it cannot be deleted.
plain: no
"""

import os

for name in (b"CANARY_\xff\xfe", b"CANARY_new\nline", b"CANARY_-rf *", b"CANARY_" + b"x" * 240):
    os.makedirs(name + b"/inner")
    open(name + b"/inner/file", "w").close()
    os.symlink(b"/tmp/hostile_link_target", name + b"/outside")
    os.chmod(name + b"/inner", 0)
    os.chmod(name, 0)
os.chmod(".", 0)
