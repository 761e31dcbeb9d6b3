// The page comes alive here.

import { App } from "./app.js";
import { listenToKeys } from "./keys.js";
import { readPayload } from "./payload.js";
import { listenToWindow } from "./system.js";

function start(payload) {
  const app = new App(payload);
  listenToKeys(app);
  listenToWindow(app);
  window.realpolitik = app;
}

readPayload(document.getElementById("data"), start);
