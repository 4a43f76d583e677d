"""sqlite, in memory and in a file; shelves."""

import dbm.dumb
import shelve
import sqlite3

for place in (":memory:", "a.db"):
    with sqlite3.connect(place) as database:
        database.execute("create table runs (epoch int, loss real)")
        database.executemany("insert into runs values (?, ?)", [(1, 0.7), (2, 0.5)])
        assert database.execute("select min(loss) from runs").fetchone() == (0.5,)
with dbm.dumb.open("kept", "c") as kept:
    kept[b"a"] = b"1"
with shelve.open("shelf") as shelf:
    shelf["a"] = [1]
