// Shows the reader's own time beside times of a zone that was not chosen, and copies addresses.

/** Give the clock of a moment in a zone as "15:30", and its day as "2021-04-19". */
export function clockIn(moment, zone) {
  const parts = {};
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  for (const { type, value } of format.formatToParts(moment)) parts[type] = value;
  return { time: `${parts.hour}:${parts.minute}`, day: `${parts.year}-${parts.month}-${parts.day}` };
}

/** Give how a zone is ahead of UTC at a moment, as "UTC+5:45", "UTC−3:30" or "UTC". */
export function offsetIn(moment, zone) {
  const { time, day } = clockIn(moment, zone);
  const wall = Date.parse(`${day}T${time}:00Z`);
  const minutes = Math.round((wall - Math.floor(moment.getTime() / 60_000) * 60_000) / 60_000);
  if (minutes === 0) return "UTC";
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes > 0 ? "+" : "−"}${hours}${rest ? `:${String(rest).padStart(2, "0")}` : ""}`;
}

/** Give the city that a zone is named for. */
export function cityOf(zone) {
  return zone.split("/").pop().replaceAll("_", " ");
}

/** Give a stretch in the reader's zone, time and place apart; null where the clocks agree. */
export function yourTime(starts, ends, zone, shownZone, language) {
  const [start, end] = [clockIn(starts, zone), clockIn(ends, zone)];
  const shown = clockIn(starts, shownZone);
  if (start.time === shown.time && start.day === shown.day) return null;
  const day =
    start.day === shown.day
      ? ""
      : `${new Intl.DateTimeFormat(language, { timeZone: zone, weekday: "short", day: "numeric", month: "short" }).format(starts)} `;
  return {
    time: `${day}${start.time}–${end.time}${end.day === start.day ? "" : " (+1)"}`,
    place: `${cityOf(zone)}\u00a0· ${offsetIn(starts, zone)}`,
  };
}

function noteOf(words) {
  const note = document.createElement("span");
  note.className = "yours";
  for (const text of [words.time, words.place]) {
    const part = document.createElement("span");
    part.textContent = text;
    note.append(part, " ");
  }
  return note;
}

function addYourTimes(bar) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const shown = bar.dataset.shown;
  if (bar.dataset.zone || !zone || !shown) return;
  for (const box of document.querySelectorAll(".session__when, .card p:has(> .when), .clocks__one:first-child .clocks__time")) {
    const [first, last] = box.querySelectorAll("time");
    if (!first || !last) continue;
    const language = document.documentElement.lang === "sv" ? "sv-SE" : "en-GB";
    const words = yourTime(new Date(first.dateTime), new Date(last.dateTime), zone, shown, language);
    if (!words) continue;
    box.append(noteOf(words));
  }
}

function addCopying(box) {
  if (!navigator.clipboard) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--quiet button--small";
  button.textContent = box.dataset.label;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(box.querySelector("code").textContent);
    button.textContent = box.dataset.done;
  });
  box.append(button);
}

if (typeof document !== "undefined") {
  const bar = document.querySelector("[data-zone-bar]");
  if (bar) addYourTimes(bar);
  document.querySelectorAll("[data-share]").forEach(addCopying);
}
