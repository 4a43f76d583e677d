"""
kind: bomb
tries: A hundred thousand empty files, so that cleaning up takes longer than grading.
plain: no
"""

for number in range(100_000):
    open(f"CANARY_{number}", "w").close()
