// Light or dark: what the system prefers until the reader says otherwise.

/* global document, matchMedia */

/** @param {HTMLElement} button */
export function themeSwitch(button) {
  const root = document.documentElement;
  const isDark = () => {
    const { theme } = root.dataset;
    return theme === undefined ? matchMedia('(prefers-color-scheme: dark)').matches : theme === 'dark';
  };
  const say = () => {
    button.textContent = isDark() ? 'Light' : 'Dark';
    button.setAttribute('aria-label', isDark() ? 'Switch to light colours' : 'Switch to dark colours');
  };
  button.addEventListener('click', () => {
    root.dataset['theme'] = isDark() ? 'light' : 'dark';
    say();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', say);
  button.hidden = false;
  say();
}
