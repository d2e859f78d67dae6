// Starts the app from the two preload links that the build writes, loads its second half when asked to, and opens the
// one door to a worker. An own file
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

// The first half of the program, as soon as it runs: all that it lends to the second one.
let firstHalf;

async function start() {
  if (typeof WebAssembly !== "object") throw new Error("This browser has no WebAssembly.");
  const glue = await import(glueLink.href);
  return glue.default({ module_or_path: wasmLink.href });
}

async function loadSecondHalf(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${answer.status} ${address}`);
  // Where the host does not know the type of the file, the browser cannot compile what is still on its way.
  const isTyped = answer.headers.get("Content-Type")?.startsWith("application/wasm");
  const half = await (isTyped
    ? WebAssembly.compileStreaming(answer)
    : WebAssembly.compile(await answer.arrayBuffer()));
  await WebAssembly.instantiate(half, { first: await firstHalf });
}

// Where the build has cut the program: loads the second half, once. After a failure the next call tries again.
const secondAddress = wasmLink.dataset.secondHalf;
if (secondAddress) {
  let loading = null;
  window.wavewrightSecondHalf = () => {
    loading ??= loadSecondHalf(new URL(secondAddress, document.baseURI).href).catch((error) => {
      loading = null;
      throw error;
    });
    return loading;
  };
  // The address of a page of a plan: both halves are needed, so they come together. Who waits for it tells of a failure.
  if (location.hash.length > "#/".length) window.wavewrightSecondHalf().catch(() => {});
}

try {
  firstHalf = start();
  await firstHalf;
  dispatchEvent(new Event("wavewright-started"));
} catch (error) {
  window.wavewrightPanicked(String(error?.stack ?? error));
}
