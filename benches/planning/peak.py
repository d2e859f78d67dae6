#!/usr/bin/env python3
"""peak.py PROGRAM WORDS..: runs a program and adds the most memory that it held, in KiB, as the last line of standard error."""
import resource, subprocess, sys

code = subprocess.run(sys.argv[1:]).returncode
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print("peak_kib", peak // 1024 if sys.platform == "darwin" else peak, file=sys.stderr)
sys.exit(code)
