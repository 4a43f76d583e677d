"""Settings in yaml, toml and ini."""

import configparser
import tomllib
from pathlib import Path

import yaml

Path("a.yaml").write_text(yaml.safe_dump({"rate": 0.1}))
assert yaml.safe_load(Path("a.yaml").read_text()) == {"rate": 0.1}
assert tomllib.loads("rate = 0.1") == {"rate": 0.1}
settings = configparser.ConfigParser()
settings["training"] = {"rate": "0.1"}
with open("a.ini", "w", encoding="utf-8") as file:
    settings.write(file)
assert settings.read(["a.ini", "missing.ini"]) == ["a.ini"]
