// A copy of each editor's text in this browser, for what the server never got.

const PREFIX = "star-coach:editor:";

/** Names this tab through reloads, but not after it is closed. */
export const TAB = (() => {
  try {
    const known = sessionStorage.getItem(PREFIX + "tab");
    if (known) return known;
    const made = Math.random().toString(36).slice(2);
    sessionStorage.setItem(PREFIX + "tab", made);
    return made;
  } catch {
    return "unknown";
  }
})();

// Storage may be full, or switched off: the editor works without.
export function write(key, copy) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify({ ...copy, at: Date.now(), tab: TAB }));
  } catch {}
}

export function drop(key) {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {}
}

/** The copy {text, base, session, at, tab, older} that may still be wanted beside `text`, or null. */
export function read(key, text) {
  try {
    const copy = JSON.parse(localStorage.getItem(PREFIX + key));
    const wanted = copy?.text === text ? copy.older : copy;
    return wanted?.text.trim() && wanted.text !== text ? wanted : null;
  } catch {
    return null;
  }
}

export function timeOf(copy) {
  const at = new Date(copy.at);
  const time = at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  return at.toDateString() === new Date().toDateString() ? time : `${at.toLocaleDateString()}, ${time}`;
}
