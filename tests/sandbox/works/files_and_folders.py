"""Files in the folder where the notebook lies: make, copy, move, list, delete."""

import glob
import os
import shutil
from pathlib import Path

os.makedirs("results/run", exist_ok=True)
Path("results/run/log.txt").write_text("эпоха 1", encoding="utf-8")
shutil.copy("results/run/log.txt", "results/copy.txt")
shutil.copy2("results/run/log.txt", "results/copy2.txt")
shutil.copyfile("results/run/log.txt", "results/copy3.txt")
shutil.copytree("results/run", "results/again")
shutil.move("results/copy.txt", "results/moved.txt")
assert sorted(glob.glob("results/*.txt")) == ["results/copy2.txt", "results/copy3.txt", "results/moved.txt"]
os.rename("results/moved.txt", "results/renamed.txt")
os.replace("results/renamed.txt", "results/copy2.txt")
os.chmod("results/copy2.txt", 0o644)
Path("results/touched").touch()
os.utime("results/touched")
assert len(list(os.walk("results"))) == 3
assert shutil.disk_usage(".").total > 0
with open("results/copy2.txt", "a+", encoding="utf-8") as file:
    file.write("!")
    file.truncate(3)
here = os.getcwd()
os.chdir("results")
assert Path("run").is_dir()
os.chdir(here)
shutil.rmtree("results")
assert not os.path.exists("results")
