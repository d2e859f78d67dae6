// The panel that stays when the app broke. It knows nothing of WebAssembly: a panic ends the whole app, so the way to
// the last saved plan must not run through it. Reads local storage only, never writes.
"use strict";
(() => {
  const OPEN_KEY = "wavewright/open";
  let isStarted = false;

  // A slot's record, or null where it is missing or torn. The body must be a whole JSON text: a torn write is not.
  function readSlot(planId, slot) {
    try {
      const record = JSON.parse(localStorage.getItem(`wavewright/plan/${planId}/slot${slot}`));
      JSON.parse(record.body);
      return record;
    } catch {
      return null;
    }
  }

  // The newest whole copy of the open plan. The revision decides; the head only breaks a tie, because a break may
  // come between writing a slot and pointing to it.
  function lastSavedCopy() {
    try {
      const planId = localStorage.getItem(OPEN_KEY);
      if (!planId) return null;
      const head = localStorage.getItem(`wavewright/plan/${planId}/head`);
      const slots = head === "B" ? ["B", "A"] : ["A", "B"];
      const [newest] = slots
        .map((slot) => readSlot(planId, slot))
        .filter((record) => record !== null && typeof record.body === "string")
        .sort((left, right) => (Number(right.revision) || 0) - (Number(left.revision) || 0));
      return newest ? { planId, body: newest.body } : null;
    } catch {
      return null; // Storage is barred: there is no copy to offer.
    }
  }

  function download(copy) {
    const link = document.createElement("a");
    const address = URL.createObjectURL(new Blob([copy.body], { type: "application/json" }));
    link.href = address;
    link.download = `wavewright-${copy.planId.replace(/[^A-Za-z0-9_-]/g, "")}.pmoplan.json`;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  function show(cause) {
    const panel = document.getElementById("recovery");
    if (!panel || !panel.hidden) return; // The first cause is the one that matters.
    const copy = lastSavedCopy();
    const problem = isStarted ? "Something broke." : "Wavewright could not start.";
    document.getElementById("recovery-text").textContent = copy
      ? `${problem} Your plan is saved in this browser.`
      : problem;
    document.getElementById("recovery-cause").textContent = cause;
    const downloadButton = document.getElementById("recovery-download");
    downloadButton.hidden = copy === null;
    // Read again on the click: another tab may have saved since.
    downloadButton.addEventListener("click", () => download(lastSavedCopy() ?? copy));
    document.getElementById("recovery-reload").addEventListener("click", () => location.reload());
    const state = document.querySelector(".start-state");
    if (state) state.textContent = "Not opened";
    panel.hidden = false;
  }

  // Called by the app's panic hook with the panic's text. The flag tells whoever still runs that the document may
  // be half changed and must not be saved.
  window.wavewrightPanicked = (text) => {
    window.wavewrightHasPanicked = true;
    show(String(text));
  };

  addEventListener("wavewright-started", () => {
    isStarted = true;
  });

  // Also what no panic hook reports: a script or sheet that did not arrive (capture phase: such events do not
  // bubble), and a trap inside WebAssembly.
  addEventListener(
    "error",
    (event) => {
      if (event.target instanceof HTMLScriptElement) {
        window.wavewrightPanicked(`This file did not load: ${event.target.src}`);
      } else if (isTrap(event.error)) {
        window.wavewrightPanicked(event.message);
      }
    },
    true,
  );
  addEventListener("unhandledrejection", (event) => {
    if (isTrap(event.reason)) window.wavewrightPanicked(event.reason.message);
  });

  function isTrap(error) {
    return typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError;
  }
})();
