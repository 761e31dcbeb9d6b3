// The data as they travel in the page: plain JSON, or packed where they would make the page too large to mail.

// Small data are read at once, without a turn in which the page would stand empty.
export function readPayload(element, use) {
  if (element.type === "application/json") use(JSON.parse(element.textContent));
  else unpack(element.textContent).then((text) => use(JSON.parse(text)), sayTooOld);
}

function sayTooOld() {
  document.querySelector(".opening").textContent = "This page could not be unpacked. Open it in a browser of 2023 or later.";
}

export async function unpack(text) {
  const letters = atob(text.trim());
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}
