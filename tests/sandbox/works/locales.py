"""Languages of messages, numbers and files."""

import contextlib
import gettext
import locale

assert locale.getpreferredencoding()
locale.setlocale(locale.LC_ALL, "C")
locale.setlocale(locale.LC_ALL, "")
for name in ("ru_RU.UTF-8", "en_US.UTF-8"):
    with contextlib.suppress(locale.Error):  # this machine may not have it
        locale.setlocale(locale.LC_ALL, name)
locale.setlocale(locale.LC_ALL, "C")
assert locale.localeconv()["decimal_point"] == "."
assert gettext.translation("nothing", fallback=True).gettext("word") == "word"
assert "Привет".encode().decode() == "Привет"
