#!/usr/bin/env python3
"""cpsat.py INSTANCE.json SECONDS: one wave-planning problem in CP-SAT (OR-tools) on one thread. Prints one JSON line.
The variables say "deployed by wave t", which makes prerequisites and windows implications between literals."""
import json, os, sys, time
from ortools.sat.python import cp_model
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from windows import filled, windows

def build(ins):
    """-> model, z: z[i][t] is true, or 1, once item i is deployed by wave t"""
    ins = filled(ins); T, items = ins["waves"], ins["items"]; n = len(items); m = cp_model.CpModel()
    est, lst, must = windows(ins); z = [[0] * (T + 1) for _ in range(n)]; x = [[0] * (T + 1) for _ in range(n)]
    for i in range(n):
        if est[i] > lst[i]:
            if must[i]: m.AddBoolOr([])
            continue
        for t in range(1, T + 1):
            if t < est[i]: z[i][t] = 0
            elif t >= lst[i] and must[i]: z[i][t] = 1
            elif t > lst[i]: z[i][t] = z[i][lst[i]]
            else: z[i][t] = m.NewBoolVar("z%d_%d" % (i, t))
        for t in range(est[i] + 1, lst[i] + 1):
            if not isinstance(z[i][t], int): m.AddImplication(z[i][t - 1], z[i][t])
        for t in range(1, T + 1): x[i][t] = z[i][t] - z[i][t - 1]
    for i, j, l in ins["precedence"]:
        for t in range(1, T + 1):
            a, b = (z[i][t - l] if t - l >= 1 else 0), z[j][t]
            if isinstance(b, int) and b == 0: continue
            if isinstance(a, int):
                if a == 0:
                    if isinstance(b, int): m.AddBoolOr([])
                    else: m.Add(b == 0)
            elif isinstance(b, int): m.Add(a == 1)
            else: m.AddImplication(b, a)
    for r in range(len(ins["roles"])):
        for t in range(1, T + 1):
            ml = ins["wave_length"][t - 1]
            m.Add(sum((100 * items[i]["build"][r] + ml * items[i]["own_run_pct"] * items[i]["run"][r]) * x[i][t]
                      + 100 * ml * items[i]["run"][r] * z[i][t - 1] for i in range(n)
                      if items[i]["build"][r] or items[i]["run"][r]) <= 100 * ins["capacity"][r][t - 1])
    for g in range(len(ins["groups"])):
        f = ins["fatigue_pct"][g]
        for t in range(1, T + 1):
            e = sum(items[i]["impact"][g] * (100 * x[i][t] + (f * x[i][t - 1] if t > 1 and f else 0)) for i in range(n) if items[i]["impact"][g])
            m.Add(e <= 100 * ins["absorb"][g][t - 1])
    for c in ins["cover"]: m.Add(sum(z[i][c["by"]] for i in c["items"]) >= c["at_least"])
    if ins["objective"] == "value":
        w = ins["weights"] + [0]
        m.Maximize(sum(items[i]["value"] * (w[t - 1] - w[t]) * z[i][t] for i in range(n) for t in range(1, T + 1)))
    else:
        mk = m.NewIntVar(0, T, "mk"); used = [0] + [m.NewBoolVar("u%d" % t) for t in range(1, T + 1)]
        for t in range(2, T + 1): m.AddImplication(used[t], used[t - 1])
        m.Add(mk == sum(used[1:]))
        for i in range(n):                        # item undone by t-1 -> wave t is used
            for t in range(1, T + 1):
                zp = z[i][t - 1]
                if isinstance(zp, int):
                    if zp == 0: m.Add(used[t] == 1)
                else: m.AddBoolOr([zp, used[t]])
        for r in range(len(ins["roles"])):        # capacity only counts in used waves (helps the bound)
            m.Add(sum(it["build"][r] for it in items) <= sum(ins["capacity"][r][t - 1] * used[t] for t in range(1, T + 1)))
        m.Minimize(mk)
    return m, z

class First(cp_model.CpSolverSolutionCallback):
    """remembers when the first plan was found"""
    def __init__(self): super().__init__(); self.start = time.time(); self.millis = None
    def on_solution_callback(self):
        if self.millis is None: self.millis = 1000 * (time.time() - self.start)

def solve(ins, seconds):
    m, z = build(ins); s = cp_model.CpSolver(); p = s.parameters
    p.max_time_in_seconds = seconds; p.num_workers = 1; p.random_seed = 1
    first = First(); start = time.time(); st = s.Solve(m, first); taken = time.time() - start; wave = None
    if st in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        val = lambda e: e if isinstance(e, int) else s.Value(e)
        wave = [next((t for t in range(1, ins["waves"] + 1) if val(z[i][t])), 0) for i in range(len(ins["items"]))]
    status = {cp_model.OPTIMAL: "optimal", cp_model.FEASIBLE: "feasible", cp_model.INFEASIBLE: "infeasible"}.get(st, "unknown")
    return dict(name=ins["name"], status=status, objective=round(s.ObjectiveValue()) if wave else None, bound=s.BestObjectiveBound(),
                seconds=taken, first_ms=first.millis, wave=wave)

if __name__ == "__main__":
    with open(sys.argv[1]) as file: print(json.dumps(solve(json.load(file), float(sys.argv[2]))))
