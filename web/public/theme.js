// Runs before the first paint, so that a chosen theme does not flash.
(() => {
  try {
    const choice = localStorage.getItem("undertone.theme");
    if (choice === "light" || choice === "dark") document.documentElement.dataset.theme = choice;
  } catch {
    // Storage is closed to us: the system's theme applies.
  }
})();
