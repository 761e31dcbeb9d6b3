// What happens around the page: its address, its size, the reader's light or dark system.

import { drawThemeButton } from "./frame.js";
import { onSystemTheme } from "./theme.js";

const TELLING = 80; // pixels of width below which a change is a scroll bar's, or a telephone's address line

export function listenToWindow(app) {
  window.addEventListener("hashchange", () => {
    if (decoded(location.hash.slice(1)) !== decoded(app.written ?? "")) app.goTo(location.hash);
  });
  onSystemTheme(() => {
    drawThemeButton(app);
    app.update({});
  });
  let width = window.innerWidth;
  window.addEventListener("resize", () => {
    if (Math.abs(window.innerWidth - width) < TELLING) return;
    width = window.innerWidth;
    app.canvas.chooseShape();
    app.canvas.camera.fit(false);
  });
}

function decoded(address) {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}
