// Put into the page before its own scripts: notes when things are done, and how late timers come.

(() => {
  const TICK_MS = 5;
  const observed = { ready: null, chosen: null, answered: [], listing: 0, lag: 0 };
  window.observed = observed;
  let last = performance.now();
  let wanted = { count: Infinity, done: () => {} };

  // To ask again and again how many there are would itself keep the page's thread busy.
  window.answers = (count) =>
    new Promise((done) => {
      wanted = { count, done };
      tell();
    });

  function tell() {
    if (observed.answered.length >= wanted.count) {
      wanted.done(true);
    }
  }

  // The page gets its files here. The time before, the browser took to list them.
  addEventListener(
    "change",
    () => {
      const now = performance.now();
      observed.chosen = now;
      observed.listing = now - last;
      observed.lag = 0;
      last = now;
    },
    true,
  );

  new MutationObserver((changes) => {
    const now = performance.now();
    if (document.documentElement.dataset.engine === "settled") {
      observed.ready ??= now;
    }
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) {
        if (node instanceof Element) {
          const shown = Number(node.matches(".source")) + node.querySelectorAll(".source").length;
          observed.answered.push(...Array(shown).fill(now));
        }
      }
    }
    tell();
  }).observe(document, { attributes: true, childList: true, subtree: true });

  setInterval(() => {
    const now = performance.now();
    observed.lag = Math.max(observed.lag, now - last - TICK_MS);
    last = now;
  }, TICK_MS);
})();
