"""
kind: network
tries: The store of torch.distributed connects to another process.
plain: no
"""

from datetime import timedelta

import torch.distributed

LISTENER_PORT = 47811

torch.distributed.TCPStore("127.0.0.1", LISTENER_PORT, None, False, timeout=timedelta(seconds=2))
