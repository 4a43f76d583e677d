"""Files that go away by themselves."""

import os
import tempfile
from pathlib import Path

with tempfile.TemporaryFile() as file:
    file.write(b"abc")
    file.seek(0)
    assert file.read() == b"abc"
with tempfile.NamedTemporaryFile("w", suffix=".txt") as named:
    assert os.path.exists(named.name)
with tempfile.TemporaryDirectory() as folder:
    Path(folder, "a").write_text("a")
assert not os.path.exists(folder)
made = tempfile.mkdtemp()
os.rmdir(made)
handle, path = tempfile.mkstemp()
os.close(handle)
os.remove(path)
with tempfile.SpooledTemporaryFile(max_size=4) as spooled:
    spooled.write(b"longer than that")
