// node minizinc.mjs PACKAGE INSTANCE.json MODEL.mzn SOLVER SECONDS: the WebAssembly build of MiniZinc on one instance.
// PACKAGE is the folder of the npm package. Its worker script is meant for browsers; it runs here in a thread with the
// few names of a browser's worker that it needs, in the same JavaScript engine. The time of the solver counts, not that
// of reading and flattening the model, as with all peers. Prints one JSON line.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import vm from "node:vm";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import { data, answer } from "./minizinc_data.mjs";

/** Not every solver keeps its limit; after this share of the time on top the thread is left alone. */
const GRACE = 0.1;
/** Flattening may take this long, in seconds. */
const FLATTENING = 60;

if (isMainThread) {
  const [place, instancePath, modelPath, solver, limit] = process.argv.slice(2);
  const instance = JSON.parse(readFileSync(instancePath, "utf8"));
  const seconds = Number(limit);
  const found = { best: null, status: "unknown", bound: null, failure: null, firstMillis: null, seconds: null };
  let start = null;
  const finish = () => {
    found.seconds = start === null ? null : (performance.now() - start) / 1000;
    console.log(JSON.stringify(answer(instance, found)));
    process.exit(0);
  };
  let timer = setTimeout(() => {
    found.failure = `the model was not flattened within ${FLATTENING} s`;
    finish();
  }, 1000 * FLATTENING);
  const worker = new Worker(new URL(import.meta.url), { workerData: { place, instance, modelPath, solver, seconds } });
  worker.on("error", (error) => {
    found.failure ??= error.message;
    finish();
  });
  worker.on("message", (message) => {
    if (message.type === "statistics" && "flatTime" in message.statistics && start === null) {
      start = performance.now();
      clearTimeout(timer);
      timer = setTimeout(finish, 1000 * seconds * (1 + GRACE));
    } else if (message.type === "solution") {
      found.firstMillis ??= start === null ? null : performance.now() - start;
      found.best = message.output.json;
    } else if (message.type === "statistics") {
      found.bound = message.statistics.objectiveBound ?? found.bound;
    } else if (message.type === "status") {
      found.status = message.status;
    } else if (message.type === "error") {
      found.failure = message.message;
    } else if (message.type === "exit") {
      finish();
    }
  });
} else {
  const { place, instance, modelPath, solver, seconds } = workerData;
  const distribution = join(place, "dist");
  const script = join(distribution, "minizinc-worker.js");
  let listener;
  globalThis.require = createRequire(import.meta.url);
  globalThis.__filename = script;
  globalThis.__dirname = distribution;
  globalThis.addEventListener = (_, handler) => { listener = handler; };
  globalThis.postMessage = (message) => parentPort.postMessage(message);
  vm.runInThisContext(readFileSync(script, "utf8"), { filename: script });
  await listener({ data: { wasmURL: join(distribution, "minizinc.wasm"), dataURL: join(distribution, "minizinc.data") } });
  const words = ["--solver", solver, "-i", "-s", "--output-mode", "json", "--output-objective"];
  words.push("--solver-time-limit", String(Math.round(1000 * seconds)));
  if (solver.endsWith("chuffed")) words.push("-f");
  const files = { "model.mzn": readFileSync(modelPath, "utf8"), "data.json": JSON.stringify(data(instance)) };
  await listener({ data: { jsonStream: true, files, args: [...words, "model.mzn", "data.json"] } });
}
