#!/usr/bin/env python3
"""machine.py: what the numbers of a benchmark were measured on, and when, as one JSON object."""
import datetime, json, os, platform

def processor():
    try:
        with open("/proc/cpuinfo") as file: return next(l.split(":", 1)[1].strip() for l in file if l.startswith("model name"))
    except (OSError, StopIteration): return platform.processor() or platform.machine()

def memory():
    try: return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)
    except (ValueError, OSError, AttributeError): return None

def load():
    try: return round(os.getloadavg()[0], 1)
    except (OSError, AttributeError): return None

print(json.dumps(dict(processor=processor(), cores=os.cpu_count(), memory_gib=memory(), load=load(), system=platform.platform(terse=True),
                      python=platform.python_version(), date=datetime.date.today().isoformat())))
