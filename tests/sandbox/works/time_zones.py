"""Clocks and calendars of other places."""

import time
from datetime import UTC, datetime
from zoneinfo import ZoneInfo, available_timezones

moscow = datetime(2024, 7, 1, 12, tzinfo=ZoneInfo("Europe/Moscow"))
assert moscow.astimezone(UTC).hour == 9
assert "Europe/Moscow" in available_timezones()
time.tzset()
assert time.localtime().tm_year >= 2024
assert datetime.now().astimezone().tzinfo is not None
assert time.strftime("%Y-%m-%d %H:%M")
