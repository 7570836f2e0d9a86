# Writes nyse-sessions.json: the exchange's sessions of 2000-2030 as two published calendars know them.
# pip install exchange_calendars==4.13.2 pandas_market_calendars==5.5.0; python nyse-sessions.py

import hashlib
import importlib.metadata
import json
import pathlib

import exchange_calendars
import pandas as pd
import pandas_market_calendars

FIRST, LAST = "2000-01-01", "2030-12-31"

# The calendars differ on openings a minute's silence late and one trading stop; whole hours are what we keep.
SHORT_BY_MINUTES = {"2001-09-17", "2001-10-08", "2003-03-20", "2004-06-07", "2005-06-01", "2006-12-27"}
# exchange_calendars has no late openings; pandas_market_calendars has this one.
LATE_OPENINGS = {"2002-09-11"}


def hours(schedule, opening, closing):
    return {
        day.strftime("%Y-%m-%d"): (row[opening].tz_convert("UTC"), row[closing].tz_convert("UTC"))
        for day, row in schedule.iterrows()
    }


def main():
    first = hours(exchange_calendars.get_calendar("XNYS", start=FIRST, end=LAST).schedule, "open", "close")
    second = hours(pandas_market_calendars.get_calendar("NYSE").schedule(FIRST, LAST), "market_open", "market_close")
    differing = {day for day in first.keys() | second.keys() if first.get(day) != second.get(day)}
    assert differing == SHORT_BY_MINUTES | LATE_OPENINGS, differing
    sessions = first | {day: second[day] for day in LATE_OPENINGS}

    digest = hashlib.sha256()
    years = {}
    for date in pd.bdate_range(FIRST, LAST):
        day = date.strftime("%Y-%m-%d")
        year = years.setdefault(day[:4], {"sessions": 0, "closed": [], "halfDays": [], "lateOpenings": []})
        if day not in sessions:
            year["closed"].append(day[5:])
            continue
        opening, closing = sessions[day]
        local = [t.tz_convert("America/New_York").strftime("%H:%M") for t in (opening, closing)]
        year["sessions"] += 1
        if local[1] == "13:00":
            year["halfDays"].append(day[5:])
        if local[0] == "12:00":
            year["lateOpenings"].append(day[5:])
        digest.update(f"{day} {opening:%Y-%m-%dT%H:%M:%SZ} {closing:%Y-%m-%dT%H:%M:%SZ}\n".encode())

    packages = ["exchange_calendars", "pandas_market_calendars", "tzdata"]
    golden = {
        "source": ", ".join(f"{name} {importlib.metadata.version(name)}" for name in packages) + "; see nyse-sessions.py",
        "sessions": len(sessions),
        "sha256": digest.hexdigest(),
        "years": {
            year: {key: " ".join(value) if isinstance(value, list) else value for key, value in row.items()}
            for year, row in years.items()
        },
    }
    path = pathlib.Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(golden, indent=2) + "\n")


main()
