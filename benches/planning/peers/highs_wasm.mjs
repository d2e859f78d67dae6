// node highs_wasm.mjs PACKAGE MODEL.mps COLUMNS.json SECONDS: the WebAssembly build of HiGHS on the very model that
// `highs_milp.py --mps-file` wrote. PACKAGE is the folder of the npm package. Prints one JSON line.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [place, modelPath, columnsPath, limit] = process.argv.slice(2);
const highs = await createRequire(import.meta.url)(place)();
const { name, waves, fewest, columns } = JSON.parse(readFileSync(columnsPath, "utf8"));
const model = highs.createModel({ format: "mps", data: readFileSync(modelPath, "utf8") });
model.options.set("output_flag", false);
model.options.set("time_limit", Number(limit));
model.options.set("mip_rel_gap", 0);
const sign = fewest ? -1 : 1;
const start = performance.now();
model.run();
const seconds = (performance.now() - start) / 1000;
const isOptimal = model.getModelStatus() === highs.constants.modelStatus.optimal;
const solution = model.info.get("primal_solution_status") === 2 ? model.getSolution().colValue : null;
const wave = solution && columns.map((row) => row.findIndex((column) => column !== null && solution[column] > 0.5) + 1);
console.log(JSON.stringify({
  name,
  status: isOptimal ? "optimal" : wave ? "feasible" : "unknown",
  objective: wave ? Math.round(sign * model.info.get("objective_function_value")) : null,
  bound: sign * model.info.get("mip_dual_bound"),
  seconds,
  first_ms: null,
  wave,
}));
