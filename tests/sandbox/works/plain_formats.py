"""json, csv, pickle and text, written and read."""

import csv
import io
import json
import pickle

with open("a.json", "w", encoding="utf-8") as file:
    json.dump({"точность": [0.5, 0.6]}, file, ensure_ascii=False)
with open("a.json", encoding="utf-8") as file:
    assert json.load(file)["точность"][1] == 0.6
with open("a.csv", "w", newline="", encoding="utf-8") as file:
    csv.writer(file).writerows([["эпоха", "потери"], [1, 0.7]])
with open("a.csv", newline="", encoding="utf-8") as file:
    assert list(csv.DictReader(file)) == [{"эпоха": "1", "потери": "0.7"}]


class Settings:
    """What a student keeps."""

    rate = 0.1


with open("a.pkl", "wb") as binary:
    pickle.dump([Settings(), {1, 2}], binary)
with open("a.pkl", "rb") as again:
    assert pickle.load(again)[0].rate == 0.1
assert io.StringIO("a\nb").readlines() == ["a\n", "b"]
