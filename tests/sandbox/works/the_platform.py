"""What the system is called."""

import platform
import socket
import sys

assert platform.platform()
assert platform.machine()
assert platform.processor() is not None
assert platform.python_version() in sys.version
assert platform.uname().system == "Linux"
assert socket.gethostname() == platform.node()
assert platform.freedesktop_os_release()["ID"]
