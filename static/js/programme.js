// Keeps "live now" and "next" true while the page stays open.

const LONGEST_TIMER = 2 ** 31 - 1;

/** Give the milliseconds until a page must be asked for again, null for never. */
export function waitUntil(until, now) {
  const at = Date.parse(until);
  if (Number.isNaN(at)) return null;
  return Math.min(Math.max(at - now, 0) + 1000, LONGEST_TIMER);
}

async function refresh() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const now = document.getElementById("now");
  const then = fresh.getElementById("now");
  if (!now || !then) return;
  now.replaceWith(then);
  for (const row of document.querySelectorAll(".session")) {
    const other = fresh.getElementById(row.id);
    if (other && other.className !== row.className) row.replaceWith(other);
  }
  keepTrue();
}

function keepTrue() {
  const now = document.getElementById("now");
  const wait = now ? waitUntil(now.dataset.until, Date.now()) : null;
  if (wait !== null) setTimeout(() => refresh().catch(() => {}), wait);
}

if (typeof document !== "undefined") keepTrue();
