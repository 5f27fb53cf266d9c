// Moves sessions on the timetable by drag and by keyboard. The server decides and tells what
// conflicts; without this script each session has its form.

const STEP = 5;
const MINUTE = 60_000;

/** Give the moment at which something dropped at `share` of a row begins, on whole steps. */
export function momentAt(rowAt, rowMinutes, share) {
  const within = Math.floor((rowMinutes * Math.min(Math.max(share, 0), 1)) / STEP) * STEP;
  return new Date(Date.parse(rowAt) + within * MINUTE).toISOString().replace(".000Z", "Z");
}

/** Give the moment some minutes later. */
export function later(at, minutes) {
  return new Date(Date.parse(at) + minutes * MINUTE).toISOString().replace(".000Z", "Z");
}

/** Give what a key does to a session: minutes to move, to lengthen, tracks to the right. */
export function actOf(key, shift) {
  const down = { ArrowUp: -STEP, ArrowDown: STEP }[key];
  if (down) return shift ? { longer: down } : { later: down };
  const right = { ArrowLeft: -1, ArrowRight: 1 }[key];
  return right && !shift ? { right } : null;
}

/** Give the track beside another one, null where there is none. */
export function trackBeside(tracks, track, right) {
  return tracks[tracks.indexOf(track) + right] ?? null;
}

/** Give the fields that take a move back. */
export function fieldsBack(was) {
  if (was === "parked") return { park: "1" };
  const [at, minutes, track, stop] = was.split(";");
  return { at, minutes, track: decodeURIComponent(track), stop };
}

const done = [];
let told;
let waiting = false;

function table() {
  return document.getElementById("timetable");
}

function tracks() {
  return [...table().querySelectorAll("thead [data-track]")].map((head) => head.dataset.track);
}

function wishOf(card) {
  const form = card.querySelector("form");
  return {
    code: card.dataset.session,
    at: card.dataset.at,
    minutes: Number(card.dataset.minutes),
    track: card.dataset.track,
    stop: form.elements.stop.value,
    seen: form.elements.seen.value,
  };
}

function say(message, conflicts, kind) {
  told.replaceChildren();
  const notice = document.createElement("div");
  notice.className = `notice notice--${kind}`;
  const head = document.createElement("p");
  head.textContent = message;
  notice.append(head);
  for (const conflict of conflicts) {
    const line = document.createElement("p");
    line.textContent = conflict.words;
    notice.append(line);
  }
  if (done.length) {
    const undo = document.createElement("button");
    undo.type = "button";
    undo.className = "button button--quiet button--small";
    undo.textContent = table().dataset.undo;
    undo.addEventListener("click", takeBack);
    notice.append(undo);
  }
  told.append(notice);
}

async function send(wish, { undoing = false, focus = false } = {}) {
  if (waiting) return;
  waiting = true;
  try {
    const { code, ...fields } = wish;
    const body = new URLSearchParams({ ...fields, csrf_token: table().dataset.token });
    const answer = await fetch(table().dataset.address + encodeURIComponent(code), {
      method: "POST",
      headers: { Accept: "application/json" },
      body,
    });
    const found = await answer.json();
    if (answer.ok && found.was && !undoing) done.push({ code, was: found.was });
    await refresh(code, focus);
    const conflicts = found.conflicts ?? [];
    say(found.message, conflicts, answer.ok ? (conflicts.length ? "care" : "good") : "wrong");
  } catch {
    say(table().dataset.failed, [], "wrong");
  } finally {
    waiting = false;
  }
}

async function refresh(code, focus) {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const box = table().parentElement;
  const place = [box.scrollLeft, box.scrollTop];
  table().replaceWith(fresh.getElementById("timetable"));
  parking().replaceWith(fresh.getElementById("parking"));
  document.getElementById("planning-tabs").replaceWith(fresh.getElementById("planning-tabs"));
  [box.scrollLeft, box.scrollTop] = place;
  enhance();
  if (focus) cardOf(code)?.querySelector("[data-handle]").focus();
}

/** Tell whether a session has no time yet: nothing moves it a little or makes it longer. */
function isParked(card) {
  return "parked" in card.dataset;
}

function cardOf(code) {
  return [...document.querySelectorAll("[data-session]")].find(
    (card) => card.dataset.session === code,
  );
}

function takeBack() {
  const last = done.pop();
  const card = last && cardOf(last.code);
  if (!card) return;
  send({ ...wishOf(card), ...fieldsBack(last.was) }, { undoing: true, focus: true });
}

function press(event) {
  if (event.ctrlKey && event.key === "z" && done.length && !event.target.matches("input")) {
    event.preventDefault();
    takeBack();
    return;
  }
  const card = event.target.closest?.("[data-session]");
  const stands = card && !isParked(card);
  const act = stands && event.altKey ? actOf(event.key, event.shiftKey) : null;
  if (!act || !event.target.matches("[data-handle]")) return;
  event.preventDefault();
  const wish = wishOf(card);
  if (act.later) wish.at = later(wish.at, act.later);
  if (act.longer) wish.minutes = Math.max(STEP, wish.minutes + act.longer);
  if (act.right) wish.track = trackBeside(tracks(), wish.track, act.right) ?? wish.track;
  send(wish, { focus: true });
}

function placeAt(x, y) {
  const heads = [...table().querySelectorAll("thead [data-track]")];
  const head = heads.find((one) => {
    const box = one.getBoundingClientRect();
    return box.left <= x && x < box.right;
  });
  const row = [...table().tBodies[0].rows].find((one) => {
    const box = one.getBoundingClientRect();
    return box.top <= y && y < box.bottom;
  });
  if (!head || !row) return null;
  const box = row.getBoundingClientRect();
  const share = (y - box.top) / box.height;
  return { row, head, at: momentAt(row.dataset.at, Number(row.dataset.minutes), share) };
}

let dragged = null;

function drag(event) {
  const card = event.target.closest?.("[data-session]");
  if (!card) return;
  const box = card.getBoundingClientRect();
  dragged = { code: card.dataset.session, grip: event.clientY - box.top };
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.code);
}

function parking() {
  return document.getElementById("parking");
}

function mark(place) {
  for (const one of document.querySelectorAll(".is-over")) one.classList.remove("is-over");
  place?.classList.add("is-over");
}

function overParking(event) {
  return parking().contains(event.target);
}

function over(event) {
  if (!dragged) return;
  if (overParking(event)) {
    event.preventDefault();
    mark(parking());
    return;
  }
  const place = placeAt(event.clientX, event.clientY - dragged.grip);
  if (!place) return;
  event.preventDefault();
  mark(place.row);
}

function drop(event) {
  const place = dragged && placeAt(event.clientX, event.clientY - dragged.grip);
  const card = dragged && cardOf(dragged.code);
  dragged = null;
  mark(null);
  if (card && overParking(event)) {
    event.preventDefault();
    send({ ...wishOf(card), park: "1" });
    return;
  }
  if (!place || !card) return;
  event.preventDefault();
  const stop = table().dataset.stop;
  send({ ...wishOf(card), at: place.at, track: place.head.dataset.track, stop });
}

function stretch(event) {
  const edge = event.target.closest?.(".slot__edge");
  if (!edge) return;
  event.preventDefault();
  const card = edge.closest("[data-session]");
  const x = card.getBoundingClientRect().left + 1;
  edge.setPointerCapture(event.pointerId);
  edge.addEventListener("pointermove", (moved) => mark(placeAt(x, moved.clientY)?.row));
  edge.addEventListener("pointerup", (ended) => {
    mark(null);
    const place = placeAt(x, ended.clientY);
    if (!place) return;
    const wish = wishOf(card);
    const minutes = (Date.parse(place.at) - Date.parse(wish.at)) / MINUTE;
    if (minutes >= STEP) send({ ...wish, minutes });
  }, { once: true });
}

function enhance() {
  for (const card of document.querySelectorAll("[data-session]")) {
    card.draggable = true;
    if (isParked(card)) continue;
    const edge = document.createElement("div");
    edge.className = "slot__edge";
    edge.setAttribute("aria-hidden", "true");
    card.append(edge);
  }
}

function start() {
  told = document.getElementById("moves");
  for (const one of document.querySelectorAll("[data-needs-script]")) one.hidden = false;
  enhance();
  document.addEventListener("keydown", press);
  document.addEventListener("dragstart", drag);
  document.addEventListener("dragover", over);
  document.addEventListener("drop", drop);
  document.addEventListener("dragend", () => mark(null));
  document.addEventListener("pointerdown", stretch);
}

if (typeof document !== "undefined" && table()) start();
