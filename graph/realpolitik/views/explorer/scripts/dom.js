// Elements from plain values.  Text goes in as text; nothing here, or anywhere else, reads markup.

const SVG = "http://www.w3.org/2000/svg";

// Attributes: `class`, `on` (listeners by event), `css` (custom properties), true/false/null for presence, else text.
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else if (name === "css") for (const [property, text] of Object.entries(value)) element.style.setProperty(property, text);
    else if (name === "value") element.value = value;
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return element;
}

export function fill(id, ...children) {
  const element = typeof id === "string" ? document.getElementById(id) : id;
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function announce(text) {
  document.getElementById("announcer").textContent = text;
}

const numbers = new Intl.NumberFormat("en");

export function readable(number) {
  return numbers.format(number);
}

export function count(number, noun, plural = `${noun}s`) {
  return `${readable(number)} ${number === 1 ? noun : plural}`;
}

// A link to where a document was published; anything but http and https stays text.
export function safeLink(url, text) {
  const parsed = parseUrl(url);
  if (!parsed || !["http:", "https:"].includes(parsed.protocol)) return null;
  return el("a", { href: parsed.href, rel: "noopener noreferrer nofollow", target: "_blank" }, text);
}

function parseUrl(url) {
  try {
    return new URL(url);
  } catch {
    return null;
  }
}

export function download(name, type, content) {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const url = URL.createObjectURL(blob);
  const link = el("a", { href: url, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

// What a reader keeps in this browser; a page opened from a disk may have no store, which is no error.
export function remember(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}

export function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
