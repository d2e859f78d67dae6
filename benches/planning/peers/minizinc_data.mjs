// What wave_planning.mzn reads, made from an instance; and the answer in the form of all peers.

/** Windows [earliest, latest] after pins and prerequisites, both if deployed; as windows.py. */
function windows(instance) {
  const { waves, items, precedence } = instance;
  const earliest = items.map((item) => Math.max(item.earliest ?? 1, item.pin ?? 1));
  const latest = items.map((item) => Math.min(item.latest ?? waves, item.pin ?? waves));
  const must = items.map((item) => Boolean(item.mandatory) || (item.pin ?? null) !== null || instance.objective === "min_waves");
  for (let changes = true, rounds = 0; changes && rounds <= items.length; rounds += 1) {
    changes = false;
    for (const [before, after, lag] of precedence) {
      if (earliest[after] < earliest[before] + lag) { earliest[after] = earliest[before] + lag; changes = true; }
      if (must[after] && !must[before]) { must[before] = true; changes = true; }
      if (must[after] && latest[before] > latest[after] - lag) { latest[before] = latest[after] - lag; changes = true; }
    }
  }
  return { earliest, latest, must };
}

/** Rows of a table by role or group, turned from rows by item. */
const turned = (rows, items, field) => rows.map((_, row) => items.map((item) => item[field][row]));

export function data(instance) {
  const { waves, items, precedence } = instance;
  const cover = instance.cover ?? [];
  return {
    waves,
    fewest_waves: instance.objective === "min_waves",
    weight: [...(instance.weights ?? Array.from({ length: waves }, (_, wave) => waves - wave)), 0],
    length: instance.wave_length ?? Array(waves).fill(1),
    items: items.length,
    roles: instance.roles.length,
    groups: instance.groups.length,
    arcs: precedence.length,
    covers: cover.length,
    value: items.map((item) => item.value),
    ...windows(instance),
    own_run: items.map((item) => item.own_run_pct ?? 0),
    build: turned(instance.roles, items, "build"),
    run: turned(instance.roles, items, "run"),
    capacity: instance.capacity,
    impact_on: turned(instance.groups, items, "impact"),
    absorb: instance.absorb,
    fatigue: instance.fatigue_pct,
    before: precedence.map(([before]) => before + 1),
    after: precedence.map(([, after]) => after + 1),
    lag: precedence.map(([, , lag]) => lag),
    cover: cover.map((one) => ({ set: one.items.map((item) => item + 1) })),
    cover_by: cover.map((one) => one.by),
    cover_least: cover.map((one) => one.at_least),
  };
}

export function answer(instance, { best, status, bound, failure, firstMillis, seconds }) {
  const fewest = instance.objective === "min_waves";
  const wave = best && best.wave.map((one) => (one > instance.waves ? 0 : one));
  return {
    name: instance.name,
    status: failure && !wave ? "error" : { OPTIMAL_SOLUTION: "optimal", UNSATISFIABLE: "infeasible" }[status] ?? (wave ? "feasible" : "unknown"),
    objective: best ? Math.abs(best.goal) : null,
    bound: bound === null || Math.abs(bound) > 1e15 ? null : fewest ? -bound : bound,
    seconds,
    first_ms: firstMillis,
    wave,
    error: failure,
  };
}
