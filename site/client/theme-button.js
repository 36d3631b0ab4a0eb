const themes = ['system', 'light', 'dark'];

/** The button that goes from one theme to the next; `assets/theme.js` sets the kept one before the first paint. */
export function startTheme(button) {
  const { dataset } = document.documentElement;
  const show = () => {
    button.textContent = { system: 'Auto', light: 'Light', dark: 'Dark' }[dataset.theme];
    button.setAttribute('aria-label', `Theme: ${button.textContent}`);
  };
  button.addEventListener('click', () => {
    dataset.theme = themes[(themes.indexOf(dataset.theme) + 1) % themes.length];
    try {
      localStorage.setItem('theme', dataset.theme);
    } catch {
      // A browser that keeps nothing has the theme for this page only.
    }
    show();
  });
  show();
  button.hidden = false;
}
