// Starts the app from the two preload links that the build writes, and opens the one door to a worker. An own file
// instead of an inline script, so that the content policy can forbid inline scripts.

// Trusted Types: the only script address that this page may build is that of a worker of its own bundle.
function checkedWorkerAddress(address) {
  const home = new URL("./", document.baseURI);
  const worker = new URL(address, home);
  const isOwn = worker.origin === location.origin && worker.href.startsWith(home.href);
  if (!isOwn || !/\/[a-z_]+_worker_loader\.js$/.test(worker.pathname)) {
    throw new TypeError(`This is not the address of a worker of this app: ${address}`);
  }
  return worker.href;
}

const policy = window.trustedTypes?.createPolicy("wavewright", { createScriptURL: checkedWorkerAddress });

// The address as `new Worker` wants it, or an exception for any other address.
window.wavewrightWorkerAddress = (address = "planner_worker_loader.js") =>
  policy ? policy.createScriptURL(address) : checkedWorkerAddress(address);

// A new planner worker. The single-file edition has its own version of this function.
window.wavewrightStartWorker = () =>
  new Worker(window.wavewrightWorkerAddress(), { type: "module", name: "planner" });

const glueLink = document.querySelector('link[rel="modulepreload"][href*="app"]');
const wasmLink = document.querySelector('link[rel="preload"][type="application/wasm"]');
try {
  if (typeof WebAssembly !== "object") throw new Error("This browser has no WebAssembly.");
  const glue = await import(glueLink.href);
  await glue.default({ module_or_path: wasmLink.href });
  dispatchEvent(new Event("wavewright-started"));
} catch (error) {
  window.wavewrightPanicked(String(error?.stack ?? error));
}
