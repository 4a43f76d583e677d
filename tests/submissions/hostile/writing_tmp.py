"""
kind: writing
tries: Files in every temporary folder outside the scratch folder.
plain: yes
"""

for folder in ("/tmp", "/var/tmp", "/dev/shm", "/run", "/dev/mqueue", "/run/lock"):
    try:
        open(f"{folder}/CANARY_written", "w").close()
    except OSError:
        pass
