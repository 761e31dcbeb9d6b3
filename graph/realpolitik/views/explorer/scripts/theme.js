// Light and dark: what the reader chose, else what the system says; and the colours that the canvas needs.

const DARK_SYSTEM = "(prefers-color-scheme: dark)";

let systemIsDark = null; // asking the system makes the browser lay out the page, so it's asked once

function darkSystem() {
  if (systemIsDark === null) {
    const query = window.matchMedia(DARK_SYSTEM);
    systemIsDark = query.matches;
    query.addEventListener("change", () => { systemIsDark = query.matches; });
  }
  return systemIsDark;
}

export function isDark(state) {
  const theme = state.theme ?? document.documentElement.dataset.theme ?? null;
  return theme ? theme === "dark" : darkSystem();
}

export function applyTheme(state) {
  if (state.theme) document.documentElement.dataset.theme = state.theme;
}

export function onSystemTheme(listener) {
  darkSystem();
  window.matchMedia(DARK_SYSTEM).addEventListener("change", listener);
}

// Colours of the style sheet, so that canvas and page never differ.
export function inks() {
  const style = getComputedStyle(document.documentElement);
  const ink = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    page: ink("page"), ink: ink("ink"), muted: ink("muted"), line: ink("line"), accent: ink("accent"), alert: ink("alert"),
    country: ink("country"), organisation: ink("organisation"), person: ink("person"), nodeLine: ink("node-line"),
  };
}

export function categoryColour(category, isDarkPage) {
  return isDarkPage ? category.dark : category.light;
}
