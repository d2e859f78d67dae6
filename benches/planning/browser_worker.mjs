// node browser_worker.mjs DIST INSTANCE.json SECONDS SEED: the planner worker of the bundle, the shipped files byte for
// byte, on one instance. It runs here with the few names of a dedicated worker that it needs, in the JavaScript engine
// that Chromium has. Prints one JSON line.
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [dist, instancePath, seconds, seed] = process.argv.slice(2);
const problem = JSON.parse(readFileSync(instancePath, "utf8"));

/** The names by which the worker knows where it is. */
class Scope {
  static [Symbol.hasInstance](value) {
    return value === globalThis;
  }
}
globalThis.WorkerGlobalScope = Scope;
globalThis.DedicatedWorkerGlobalScope = Scope;
globalThis.self = globalThis;
/** Node hands over a thousand messages of a channel before it looks at a timer; a browser takes turns, and so does this. */
globalThis.MessageChannel = class {
  port1 = { onmessage: null };
  port2 = { postMessage: (data) => { setImmediate(() => this.port1.onmessage({ data })); } };
};

let start;
let firstMillis = null;
const send = (request) => globalThis.onmessage({ data: JSON.stringify(request) });
globalThis.postMessage = (text) => {
  const report = JSON.parse(text);
  if (report.ready) {
    const { format, name, waves, objective, weights, wave_length, roles, groups, capacity, absorb, fatigue_pct, items, precedence, cover } = problem;
    const plain = { format, name, waves, objective, weights, wave_length, roles, groups, capacity, absorb, fatigue_pct, items, precedence, cover };
    setTimeout(() => {
      start = performance.now();
      const { app_version } = report.ready;
      send({ start: { request: 1, app_version, problem: plain, seed: Number(seed), millis: Math.round(1000 * Number(seconds)) } });
    });
  } else if (report.progress) {
    if (report.progress.value !== null) firstMillis ??= performance.now() - start;
  } else if (report.done) {
    const { answer } = report.done;
    console.log(JSON.stringify({ ...answer, seconds: (performance.now() - start) / 1000, first_ms: firstMillis }));
    process.exit(0);
  } else {
    console.log(JSON.stringify({ name: problem.name, status: "error", error: report.refused.error }));
    process.exit(0);
  }
};

// Without a package file Node would take the script for the older kind of module.
const folder = mkdtempSync(join(tmpdir(), "planner-worker-"));
const script = join(folder, "planner_worker.mjs");
copyFileSync(join(dist, "planner_worker.js"), script);
const { default: init } = await import(pathToFileURL(script).href);
rmSync(folder, { recursive: true });
await init({ module_or_path: readFileSync(join(dist, "planner_worker_bg.wasm")) });
