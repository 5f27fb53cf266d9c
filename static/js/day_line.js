// Marks the reader's present hour on the day that lies on top of every page.

/** Give where a moment lies in its local day, in percent. */
export function placeInDay(moment) {
  return ((moment.getHours() * 60 + moment.getMinutes()) / 1440) * 100;
}

/** Move the mark of a line to a moment. */
export function markMoment(line, moment) {
  line.querySelector("rect").setAttribute("x", `${placeInDay(moment).toFixed(2)}%`);
}

if (typeof document !== "undefined") {
  for (const line of document.querySelectorAll("[data-day-line]")) {
    markMoment(line, new Date());
    setInterval(() => markMoment(line, new Date()), 60_000);
  }
}
