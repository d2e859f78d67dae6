#!/usr/bin/env python3
"""agree.py WAVEWRIGHT COUNT SECONDS FIRST_SEED: small instances of every family, answered by the engine, judged by check.py and
solved by CP-SAT in this process. Stops after COUNT instances or SECONDS. Prints one JSON object."""
import json, os, subprocess, sys, tempfile, time
from cpsat import solve
from check import check
from gen import FAMILIES, make

def main(program, count, seconds, first):
    start = time.time(); found = dict(checked=0, proved=0, refused=[], false_proofs=[])
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "instance.json")
        for k in range(count):
            if time.time() - start > seconds: break
            family, size = FAMILIES[k % len(FAMILIES)], 6 + k // len(FAMILIES) % 7
            ins = make(size, family, first + k // len(FAMILIES) // 7)
            with open(path, "w") as file: json.dump(ins, file)
            out = subprocess.run([program, "solve", path, "--seconds", "2"], capture_output=True, text=True)
            answer = json.loads(out.stdout); wave = answer.get("wave"); truth = solve(ins, 10)
            found["checked"] += 1; found["proved"] += answer["status"] in ("optimal", "infeasible")
            if wave is not None and (check(ins, wave)[0] or check(ins, wave)[1] != answer["objective"]): found["refused"].append(ins["name"])
            sign = -1 if ins["objective"] == "min_waves" else 1
            if truth["status"] == "optimal":
                wrong = answer["status"] == "infeasible" or (answer["status"] == "optimal" and answer["objective"] != truth["objective"])
                wrong |= answer.get("bound") is not None and sign * answer["bound"] < sign * truth["objective"]
                if wrong: found["false_proofs"].append(ins["name"])
            elif truth["status"] == "infeasible" and wave is not None: found["false_proofs"].append(ins["name"])
    return found

if __name__ == "__main__": print(json.dumps(main(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4]))))
