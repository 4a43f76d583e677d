"""pandas: tables, their files, dates with zones."""

import pandas as pd

table = pd.DataFrame({"эпоха": [1, 2], "потери": [0.7, 0.5]})
table.to_csv("a.csv", index=False)
assert pd.read_csv("a.csv").equals(table)
table.to_json("a.json")
table.to_pickle("a.pkl")
assert table.groupby("эпоха").mean().shape == (2, 1)
assert "0.7" in table.to_html()
assert str(pd.Timestamp("2024-07-01", tz="Europe/Moscow").tz_convert("UTC").time()) == "21:00:00"
assert pd.date_range("2024-01-01", periods=3).size == 3
table.plot(x="эпоха", y="потери").figure.savefig("a.png")
