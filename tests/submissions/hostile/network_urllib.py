"""
kind: network
tries: HTTP by urllib, http.client and torch's downloader.
plain: no
"""

import http.client
import urllib.request

LISTENER_PORT = 47811
URL = f"http://127.0.0.1:{LISTENER_PORT}/urllib"

for way in (
    lambda: urllib.request.urlopen(URL, timeout=2),
    lambda: http.client.HTTPConnection("127.0.0.1", LISTENER_PORT, timeout=2).request("GET", "/client"),
    lambda: urllib.request.urlopen(f"ftp://127.0.0.1:{LISTENER_PORT}/", timeout=2),
):
    try:
        way()
    except Exception:
        pass
