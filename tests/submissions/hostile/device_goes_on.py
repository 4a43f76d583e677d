"""
kind: device
tries: A thread goes on with the card after the training, and takes its memory as it finds it.
plain: yes
"""

import threading


def go_on(place):
    while True:
        try:
            torch.ones(2048, 2048, device=place) @ torch.ones(2048, 2048, device=place)
        except RuntimeError:
            pass


class ModelBaseline(ModelBaseline):
    started = False

    def forward(self, x):
        if x.is_cuda and not ModelBaseline.started:
            ModelBaseline.started = True
            threading.Thread(target=go_on, args=(x.device,), daemon=True).start()
        return super().forward(x)
