"""
kind: reading
tries: The frames of the callers and of all threads, for a trial, a build, its secret and its fresh images.
plain: yes
leaks: STOLEN
"""

import sys

WANTED = {"trial", "build", "secret", "fresh"}


class ModelBaseline(ModelBaseline):
    def forward(self, x):
        for frame in sys._current_frames().values():
            while frame is not None:
                names = {**frame.f_locals, **{k: v for k, v in frame.f_globals.items() if k in WANTED}}
                found = {key: str(value)[:60] for key, value in names.items() if key in WANTED}
                if found:
                    print("STO" + "LEN", found)
                    raise RuntimeError("STO" + f"LEN {found}")
                frame = frame.f_back
        return super().forward(x)
