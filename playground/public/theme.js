// Before the first paint, so that a page in the chosen theme does not flash in the other one.
try {
  document.documentElement.dataset.theme = localStorage.getItem('theme') ?? 'system';
} catch {
  // A browser that keeps nothing has the system's theme.
}
