// Put into the page before its own scripts: notes when things are done, and how late timers come.

(() => {
  const TICK_MS = 5;
  const observed = { ready: null, chosen: null, answered: [], lag: 0 };
  window.observed = observed;

  addEventListener("change", () => (observed.chosen = performance.now()), true);

  new MutationObserver((changes) => {
    const now = performance.now();
    if (document.documentElement.dataset.engine === "settled") {
      observed.ready ??= now;
    }
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (node instanceof Element && node.matches(".source")) {
          observed.answered.push(now);
        }
      }
    }
  }).observe(document, { attributes: true, childList: true, subtree: true });

  let last = performance.now();
  setInterval(() => {
    const now = performance.now();
    observed.lag = Math.max(observed.lag, now - last - TICK_MS);
    last = now;
  }, TICK_MS);
})();
