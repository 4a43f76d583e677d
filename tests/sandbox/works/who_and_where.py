"""The user and the home folder, though no list of users knows this user."""

import getpass
import os
from pathlib import Path

assert getpass.getuser()
home = Path.home()
assert str(home) == os.path.expanduser("~")
(home / ".config" / "mine").mkdir(parents=True)
(home / ".config" / "mine" / "settings").write_text("1")
assert os.path.exists(os.getcwd())
assert os.access(".", os.W_OK)
