// Moves sessions on the timetable by drag and by keyboard. The server decides, and tells what
// conflicts: while somebody aims, and after a move. Without this script each session has its form.

import { aim, land, lift, newAsker, write } from "./timetable_aim.js";
import { questionOf } from "./timetable_asking.js";
import { cardOf, isParked, parking, table, tracks, wishOf } from "./timetable_cards.js";
import { actOf, isLifted, liftByKey, putBack, steer, steered } from "./timetable_keys.js";

const STEP = 5;
const MINUTE = 60_000;

/** Give the moment at which something dropped at `share` of a row begins, on whole steps. */
export function momentAt(rowAt, rowMinutes, share) {
  const within = Math.floor((rowMinutes * Math.min(Math.max(share, 0), 1)) / STEP) * STEP;
  return new Date(Date.parse(rowAt) + within * MINUTE).toISOString().replace(".000Z", "Z");
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

function takeBack() {
  const last = done.pop();
  const card = last && cardOf(last.code);
  if (!card) return;
  send({ ...wishOf(card), ...fieldsBack(last.was) }, { undoing: true, focus: true });
}

function press(event) {
  if (isLifted()) {
    steer(event, send);
    return;
  }
  if (event.ctrlKey && event.key === "z" && done.length && !event.target.matches("input")) {
    event.preventDefault();
    takeBack();
    return;
  }
  const card = event.target.closest?.("[data-session]");
  if (!card || !event.altKey || !event.target.matches("[data-handle]")) return;
  const act = isParked(card) ? null : actOf(event.key, event.shiftKey);
  if (!act && event.key !== "Enter") return;
  event.preventDefault();
  if (act) send(steered(wishOf(card), act, tracks()), { focus: true });
  else liftByKey(card);
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
const formAskers = new WeakMap();

function drag(event) {
  const card = event.target.closest?.("[data-session]");
  if (!card) return;
  const box = card.getBoundingClientRect();
  dragged = { code: card.dataset.session, grip: event.clientY - box.top };
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.code);
  lift(aimed(card));
}

/** Give a card's wish with the stop of the grid, and the place it is held over, if any. */
function aimed(card, place) {
  const wish = { ...wishOf(card), stop: table().dataset.stop };
  return place ? { ...wish, at: place.at, track: place.head.dataset.track } : wish;
}

function mark(place) {
  for (const one of document.querySelectorAll(".is-over")) one.classList.remove("is-over");
  place?.classList.add("is-over");
}

function overParking(event) {
  return parking().contains(event.target);
}

function over(event) {
  const card = dragged && cardOf(dragged.code);
  if (!card) return;
  const isOverParking = overParking(event);
  mark(isOverParking ? parking() : null);
  const place = isOverParking ? null : placeAt(event.clientX, event.clientY - dragged.grip);
  if (place || isOverParking) event.preventDefault();
  if (place) aim(aimed(card, place));
}

function endDrag() {
  dragged = null;
  mark(null);
  land();
}

function drop(event) {
  const place = dragged && placeAt(event.clientX, event.clientY - dragged.grip);
  const card = dragged && cardOf(dragged.code);
  endDrag();
  if (card && overParking(event)) {
    event.preventDefault();
    send({ ...wishOf(card), park: "1" });
    return;
  }
  if (!place || !card) return;
  event.preventDefault();
  send(aimed(card, place));
}

/** Give a session's wish with its end where the pointer is, null where there is no such. */
function stretched(card, y) {
  const place = placeAt(card.getBoundingClientRect().left + 1, y);
  const wish = wishOf(card);
  const minutes = place ? (Date.parse(place.at) - Date.parse(wish.at)) / MINUTE : 0;
  return minutes >= STEP ? { ...wish, minutes } : null;
}

function stretch(event) {
  const edge = event.target.closest?.(".slot__edge");
  if (!edge) return;
  event.preventDefault();
  const card = edge.closest("[data-session]");
  const over = new AbortController();
  const { signal } = over;
  let wish = null;
  edge.setPointerCapture(event.pointerId);
  lift(wishOf(card), { coloured: false });
  edge.addEventListener("pointermove", (moved) => {
    wish = stretched(card, moved.clientY);
    if (wish) aim(wish);
  }, { signal });
  const end = (ended) => {
    over.abort();
    land();
    if (wish && ended.type === "pointerup") send(wish);
  };
  edge.addEventListener("pointerup", end, { signal });
  edge.addEventListener("pointercancel", end, { signal });
}

/** Tell in a card's form what is at the slot that was typed, before it is sent. */
function askInForm(event) {
  const form = event.target.closest?.(".slot__form");
  if (!form) return;
  const told = form.querySelector(".slot__asked");
  const { starts, minutes, track, stop } = form.elements;
  if (!form.checkValidity()) {
    told.replaceChildren();
    return;
  }
  const code = form.closest("[data-session]").dataset.session;
  const wish = { code, starts: starts.value, minutes: minutes.value };
  const question = questionOf({ ...wish, track: track.value, stop: stop.value });
  if (!formAskers.has(form)) formAskers.set(form, newAsker());
  formAskers.get(form).ask(question, (answer) => write(told, answer));
}

function enhance() {
  for (const card of document.querySelectorAll("[data-session]")) {
    card.draggable = true;
    const told = document.createElement("div");
    told.className = "slot__asked";
    told.setAttribute("role", "status");
    card.querySelector(".slot__form > .button").before(told);
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
  document.addEventListener("dragend", endDrag);
  document.addEventListener("pointerdown", stretch);
  document.addEventListener("input", askInForm);
  document.addEventListener("focusout", () => isLifted() && putBack());
}

if (typeof document !== "undefined" && table()) start();
