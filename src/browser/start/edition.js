// Starts the single-file edition, which runs from disk: the app and the worker lie base64-coded in this page, because
// a page opened from disk may fetch nothing. Stands in the place of starter.js.
"use strict";
(() => {
  const text = (id) => document.getElementById(id).textContent;
  const bytes = (id) => Uint8Array.from(atob(text(id)), (letter) => letter.charCodeAt(0));

  const workerAddress = URL.createObjectURL(
    new Blob(
      [
        new TextDecoder().decode(bytes("edition-worker-glue")),
        `;wasm_bindgen({ module_or_path: Uint8Array.from(atob("${text("edition-worker-wasm").trim()}"), (letter) => letter.charCodeAt(0)) });`,
      ],
      { type: "text/javascript" },
    ),
  );

  // Trusted Types: the one address made above, and no other.
  const policy = window.trustedTypes?.createPolicy("wavewright", { createScriptURL: () => workerAddress });

  window.wavewrightWorkerAddress = () => (policy ? policy.createScriptURL("") : workerAddress);
  window.wavewrightStartWorker = () => new Worker(window.wavewrightWorkerAddress(), { name: "planner" });

  // The second half of the program. It is here already, so it cannot fail to come.
  let firstHalf;
  let secondHalf;
  window.wavewrightSecondHalf = () => {
    secondHalf ??= firstHalf.then((first) => WebAssembly.instantiate(bytes("edition-second-wasm"), { first }));
    return secondHalf;
  };

  // The app draws into the page, so the page must be whole first.
  addEventListener("DOMContentLoaded", async () => {
    try {
      firstHalf = wasm_bindgen({ module_or_path: bytes("edition-app-wasm") });
      await firstHalf;
      dispatchEvent(new Event("wavewright-started"));
    } catch (error) {
      window.wavewrightPanicked(String(error?.stack ?? error));
    }
  });
})();
