"""
kind: writing
tries: Files in every temporary folder outside the scratch folder.
deserves: q1=3 q2=2 q3=4 q4=1
plain: yes
"""

for folder in ("/tmp", "/var/tmp", "/dev/shm", "/run", "/dev/mqueue", "/run/lock"):
    try:
        open(f"{folder}/CANARY_written", "w").close()
    except OSError:
        pass
