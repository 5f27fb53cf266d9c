// Shows what a session would meet at the slot that somebody aims at: the slot on the grid, a box
// beside it with hours and conflicts, and all slots of the stop coloured by how bad they would be.

import {
  Asker,
  besideOf,
  heightAt,
  mapQuestionOf,
  questionOf,
  runsOf,
  spokenOf,
} from "./timetable_asking.js";

const MINUTE = 60_000;
const EDGE = 6;
const LOOKS = { 0: "good", 1: "good", 2: "care", 3: "wrong" };

let asker = null;
let lifted = 0;

function table() {
  return document.getElementById("timetable");
}

function made(name, className, text = "") {
  const one = document.createElement(name);
  one.className = className;
  one.textContent = text;
  return one;
}

async function answerTo(question) {
  const answer = await fetch(table().dataset.address + question, {
    headers: { Accept: "application/json" },
  });
  const found = await answer.json();
  return answer.ok ? found : { kind: "wrong", verdict: found.message };
}

/** Give an asker for one drag, or one form. */
export function newAsker() {
  return new Asker(answerTo);
}

function line(person) {
  const item = made("li", "");
  const part = made("span", `part part--${person.part}`);
  part.append(made("bdi", "", person.name), ` ${person.clock} `);
  if (person.days) part.append(`${person.days} `);
  part.append(made("span", "muted", person.place));
  item.append(part);
  if (person.night) item.append(" ", made("strong", "aim__night", person.night));
  return item;
}

/** Write an answer into a box. */
export function write(box, answer) {
  const found = answer ?? { kind: "wrong", verdict: table().dataset.unasked };
  const head = made("p", "aim__when", [found.day, found.when].filter(Boolean).join(" "));
  if (found.where) head.append(" ", made("span", "muted", found.where));
  const people = made("ul", "slot__people");
  people.append(...(found.people ?? []).map(line));
  const problems = (found.problems ?? []).map((one) => {
    const severe = ["severe", "impossible"].includes(one.severity);
    const look = severe ? " slot__problem--severe" : "";
    return made("p", one.severity === "note" ? "aim__note" : `slot__problem${look}`, one.words);
  });
  const parts = [head, made("p", "aim__verdict", found.verdict)];
  box.dataset.kind = found.kind;
  box.replaceChildren(...parts.filter((one) => one.textContent), ...problems, people);
}

function layer() {
  const box = table().parentElement;
  const known = box.querySelector(".slot-map");
  if (known) return known;
  const fresh = made("div", "slot-map");
  fresh.setAttribute("aria-hidden", "true");
  box.append(fresh);
  return fresh;
}

/** Measure rows and tracks from the corner of what scrolls. */
function measured() {
  const box = table().parentElement;
  const corner = box.getBoundingClientRect();
  const right = box.scrollLeft - corner.left - box.clientLeft;
  const down = box.scrollTop - corner.top - box.clientTop;
  const rows = [...table().tBodies[0].rows].map((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    const { at, minutes } = row.dataset;
    return { at, minutes: Number(minutes), top: top + down, bottom: bottom + down };
  });
  const tracks = new Map();
  for (const head of table().querySelectorAll("thead [data-track]")) {
    const { left, width } = head.getBoundingClientRect();
    tracks.set(head.dataset.track, { left: left + right, width });
  }
  return { rows, tracks };
}

function put(one, { left, width }, top, bottom) {
  one.style.left = `${left}px`;
  one.style.width = `${width}px`;
  one.style.top = `${top}px`;
  one.style.height = `${Math.max(bottom - top, 4)}px`;
}

function momentOf(from, minutes) {
  return new Date(Date.parse(from) + minutes * MINUTE).toISOString();
}

function paint({ opens, step, tracks: found }) {
  const { rows, tracks } = measured();
  const runs = [];
  for (const [track, row] of Object.entries(found)) {
    const column = tracks.get(track);
    if (!column) continue;
    for (const { from, to, bad } of runsOf(row)) {
      const ends = [from, to].map((place) => heightAt(rows, momentOf(opens, place * step)));
      // The edge stands over the cards, and the rest under them, so that they can be read.
      for (const part of ["run", "edge"]) {
        const one = made("div", `slot-map__${part} slot-map__run--${LOOKS[bad]}`);
        put(one, part === "run" ? column : { ...column, width: EDGE }, ...ends);
        runs.push(one);
      }
    }
  }
  for (const old of layer().querySelectorAll(":not(.slot-map__aim)")) old.remove();
  layer().prepend(...runs);
}

/** Begin to aim with a session: colour the grid for a length, or leave it plain. */
export function lift(wish, { coloured = true } = {}) {
  land();
  asker = newAsker();
  if (coloured) colour(wish);
}

/** Colour all slots of the stop shown for a session of that length. */
export async function colour(wish) {
  const mine = ++lifted;
  const found = await answerTo(mapQuestionOf(wish)).catch(() => null);
  if (mine === lifted && found?.tracks) paint(found);
}

/** Show a slot and tell what is there as soon as it is known; aloud for those who use keys. */
export function aim(wish, { aloud = false } = {}) {
  const ghost = layer().querySelector(".slot-map__aim") ?? made("div", "slot-map__aim");
  const { rows, tracks } = measured();
  const column = tracks.get(wish.track);
  if (column && rows.length) {
    const until = momentOf(wish.at, wish.minutes);
    put(ghost, column, heightAt(rows, wish.at), heightAt(rows, until));
    layer().append(ghost);
    if (aloud) ghost.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  const tip = document.getElementById("aim");
  tip.classList.add("is-asking");
  asker.ask(questionOf(wish), (answer) => {
    write(tip, answer);
    tip.hidden = false;
    tip.classList.remove("is-asking");
    ghost.dataset.kind = tip.dataset.kind;
    stand(tip, ghost);
    if (aloud) say(answer ? spokenOf(answer) : table().dataset.unasked);
  });
}

function stand(tip, ghost) {
  const place = ghost.getBoundingClientRect();
  const { width, height } = tip.getBoundingClientRect();
  const room = document.documentElement;
  const top = Math.min(Math.max(place.top, 8), room.clientHeight - height - 8);
  tip.style.left = `${besideOf(place, width, room.clientWidth)}px`;
  tip.style.top = `${Math.max(top, 8)}px`;
}

/** Say something to those who listen. */
export function say(words) {
  document.getElementById("aim-told").textContent = words;
}

/** Aim no more: nothing is shown or told. */
export function land() {
  lifted += 1;
  asker?.stop();
  asker = null;
  layer().replaceChildren();
  document.getElementById("aim").hidden = true;
  say("");
}
