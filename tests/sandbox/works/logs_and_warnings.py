"""Messages of a program, into a file and to the usual place."""

import logging
import sys
import traceback
import warnings
from logging.handlers import RotatingFileHandler

log = logging.getLogger("mine")
log.addHandler(logging.FileHandler("a.log", encoding="utf-8"))
log.addHandler(RotatingFileHandler("b.log", maxBytes=10, backupCount=1))
log.warning("эпоха %d", 1)
log.warning("epoch %d", 2)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    warnings.warn("careful", stacklevel=1)
assert len(caught) == 1
warnings.filterwarnings("ignore", category=FutureWarning)
try:
    raise ValueError("a mistake")
except ValueError:
    assert "a mistake" in traceback.format_exc()
sys.stdout.flush()
print("done", file=sys.stderr)
for handler in log.handlers:
    handler.close()
