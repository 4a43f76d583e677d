"""
kind: writing
tries: Files that other tools run by their name alone: conftest.py, tox.ini, Makefile includes, .env, a folder otter/.
plain: yes
"""

import os

for name in ("conftest.py", "pytest.ini", ".env", "otter/__init__.py", "torch/__init__.py", "seminar/__init__.py"):
    try:
        os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
        with open(name, "x") as file:
            file.write("open('/tmp/CANARY_shadow', 'w').close()\n" if name.endswith(".py") else "")
    except OSError:
        pass
