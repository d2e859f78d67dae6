"""highs_milp.py INSTANCE.json SECONDS: one wave-planning problem as a time-indexed integer programme in HiGHS on one
thread. Prints one JSON line. `highs_milp.py INSTANCE.json --mps-file MODEL.mps COLUMNS.json` writes the model instead, for the
WebAssembly build."""
import json, os, sys, time
import highspy
sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from windows import filled, windows

def model(ins):
    """-> (cols, rows): cols[k]=(obj, lo, hi); rows=[(lo, hi, {col: coef})]; col[i][t]; maximise"""
    ins = filled(ins); T, items = ins["waves"], ins["items"]; n = len(items); est, lst, must = windows(ins); inf = highspy.kHighsInf
    cols, rows, z = [], [], [[None] * (T + 1) for _ in range(n)]; w = ins["weights"] + [0]; mw = ins["objective"] == "min_waves"
    for i in range(n):
        for t in range(1, T + 1):
            if t < est[i] or est[i] > lst[i]: continue
            if t > lst[i] and not must[i]: z[i][t] = z[i][lst[i]]; cols[z[i][t]][0] += 0 if mw else items[i]["value"] * (w[t - 1] - w[t]); continue
            z[i][t] = len(cols); cols.append([0 if mw else items[i]["value"] * (w[t - 1] - w[t]), 1 if must[i] and t >= lst[i] else 0, 1])
    def put(d, c, a):
        if c is not None and a: d[c] = d.get(c, 0) + a
    for i in range(n):
        if est[i] > lst[i] and must[i]: rows.append((1, inf, {}))
        for t in range(est[i] + 1, lst[i] + 1): rows.append((0, inf, {z[i][t]: 1, z[i][t - 1]: -1}))
    for i, j, l in ins["precedence"]:
        for t in range(1, T + 1):
            if z[j][t] is None: continue
            a = z[i][t - l] if t - l >= 1 else None; d = {}
            put(d, a, 1); put(d, z[j][t], -1)
            if d: rows.append((0, inf, d))
    for r in range(len(ins["roles"])):
        for t in range(1, T + 1):
            d = {}
            for i, it in enumerate(items):
                ml = ins["wave_length"][t - 1]; own = 100 * it["build"][r] + ml * it["own_run_pct"] * it["run"][r]
                put(d, z[i][t], own)
                if t > 1: put(d, z[i][t - 1], 100 * ml * it["run"][r] - own)
            rows.append((-inf, 100 * ins["capacity"][r][t - 1], {c: a for c, a in d.items() if a}))
    for g in range(len(ins["groups"])):
        f = ins["fatigue_pct"][g]
        for t in range(1, T + 1):
            d = {}
            for i, it in enumerate(items):
                h = it["impact"][g]; put(d, z[i][t], 100 * h)
                if t > 1: put(d, z[i][t - 1], (f - 100) * h)
                if t > 2: put(d, z[i][t - 2], -f * h)
            rows.append((-inf, 100 * ins["absorb"][g][t - 1], {c: a for c, a in d.items() if a}))
    for c in ins["cover"]:
        d = {}
        for i in c["items"]: put(d, z[i][c["by"]], 1)
        rows.append((c["at_least"], inf, d))
    if mw:
        used = [None]
        for t in range(1, T + 1): used.append(len(cols)); cols.append([-1, 0, 1])
        for t in range(2, T + 1): rows.append((0, inf, {used[t - 1]: 1, used[t]: -1}))
        for i in range(n):
            for t in range(1, T + 1):
                d = {used[t]: 1}
                if t > 1: put(d, z[i][t - 1], 1)
                rows.append((1, inf, d))
        for r in range(len(ins["roles"])):
            rows.append((sum(it["build"][r] for it in items), inf, {used[t]: ins["capacity"][r][t - 1] for t in range(1, T + 1)}))
    if not cols: cols.append([0, 0, 0])           # nothing to decide: HiGHS has no verdict without columns
    return cols, rows, z

def silent():
    """Highs without the banner that it writes to standard output before any option can be set"""
    sys.stdout.flush(); out, null = os.dup(1), os.open(os.devnull, os.O_WRONLY); os.dup2(null, 1)
    try: h = highspy.Highs(); h.silent()
    finally: os.dup2(out, 1); os.close(out); os.close(null)
    return h

def loaded(ins):
    """-> Highs with the model, columns of "item i deployed by wave t" """
    import numpy as np
    cols, rows, z = model(ins); h = silent(); L = highspy.HighsLp()
    L.num_col_ = len(cols); L.num_row_ = len(rows); L.sense_ = highspy.ObjSense.kMaximize
    L.col_cost_ = np.array([c[0] for c in cols], float); L.col_lower_ = np.array([c[1] for c in cols], float); L.col_upper_ = np.array([c[2] for c in cols], float)
    L.row_lower_ = np.array([r[0] for r in rows], float); L.row_upper_ = np.array([r[1] for r in rows], float)
    st = [0]; idx = []; val = []
    for lo, hi, d in rows: idx += d.keys(); val += d.values(); st.append(len(idx))
    L.a_matrix_.format_ = highspy.MatrixFormat.kRowwise; L.a_matrix_.start_ = np.array(st); L.a_matrix_.index_ = np.array(idx); L.a_matrix_.value_ = np.array(val, float)
    L.integrality_ = [highspy.HighsVarType.kInteger] * len(cols)
    h.passModel(L); return h, z

def solve(ins, seconds):
    h, z = loaded(ins); h.setOptionValue("time_limit", seconds); h.setOptionValue("threads", 1); h.setOptionValue("mip_rel_gap", 0.0)
    log = []; start = time.time(); h.cbMipImprovingSolution += lambda e: log.append(1000 * (time.time() - start))
    start = time.time(); h.run(); taken = time.time() - start; info = h.getInfo(); st = h.modelStatusToString(h.getModelStatus())
    wave = None; sign = -1 if ins["objective"] == "min_waves" else 1
    if info.primal_solution_status == 2:
        sol = h.getSolution().col_value
        wave = [next((t for t in range(1, ins["waves"] + 1) if z[i][t] is not None and sol[z[i][t]] > 0.5), 0) for i in range(len(ins["items"]))]
    status = {"Optimal": "optimal", "Infeasible": "infeasible"}.get(st, "feasible" if wave else "unknown")
    return dict(name=ins["name"], status=status, objective=round(sign * info.objective_function_value) if wave else None, bound=sign * info.mip_dual_bound,
                seconds=taken, first_ms=log[0] if log else None, wave=wave)

if __name__ == "__main__":
    with open(sys.argv[1]) as file: ins = json.load(file)
    if sys.argv[2] == "--mps-file":
        h, z = loaded(ins); h.writeModel(sys.argv[3])
        with open(sys.argv[4], "w") as file:
            json.dump(dict(name=ins["name"], waves=ins["waves"], fewest=ins["objective"] == "min_waves", columns=[row[1:] for row in z]), file)
    else: print(json.dumps(solve(ins, float(sys.argv[2]))))
