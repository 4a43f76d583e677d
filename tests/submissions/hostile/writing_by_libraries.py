"""
kind: writing
tries: torch.save, numpy, logging, sqlite and zipfile write in place of open.
plain: yes
"""

import logging
import sqlite3
import zipfile

import numpy as np

ways = (
    lambda: torch.save({}, "/tmp/CANARY_torch"),
    lambda: np.save("/tmp/CANARY_numpy", np.zeros(1)),
    lambda: logging.FileHandler("/tmp/CANARY_logging").emit(logging.makeLogRecord({"msg": "here"})),
    lambda: sqlite3.connect("/tmp/CANARY_sqlite").execute("create table here (x)"),
    lambda: zipfile.ZipFile("/tmp/CANARY_zip", "w").writestr("here", "x"),
)
for way in ways:
    try:
        way()
    except Exception:
        pass
