// The live page: waits for its opening, logs in, gives a sign of life, tells what is on.

import { attachPlaylist, putOnStage } from "./players.js";

const LONGEST_GAP = 90_000;
const FIRST_PAUSE = 5_000;

/** Give the time until a moment as "3 d 04:05:06" or "04:05". */
export function countdown(milliseconds) {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const two = (number) => String(number).padStart(2, "0");
  const [days, hours] = [Math.floor(seconds / 86_400), Math.floor((seconds % 86_400) / 3600)];
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  if (days) return `${days} d ${two(hours)}:${rest}`;
  return hours ? `${two(hours)}:${rest}` : rest;
}

/**
 * Give which of the sessions ({starts, ends}, in milliseconds) are on, and which come next: from the
 * first start on, as the server tells it.
 */
export function nowAndNext(sessions, now) {
  if (sessions.every(({ starts }) => starts > now)) return { live: [], next: [] };
  const live = [];
  const coming = [];
  let first = Infinity;
  sessions.forEach(({ starts }) => {
    if (starts > now && starts < first) first = starts;
  });
  sessions.forEach(({ starts, ends }, number) => {
    if (starts <= now && now < ends) live.push(number);
    if (starts === first) coming.push(number);
  });
  return { live, next: coming };
}

/** Give what to do after an answer to a beat: go on, log in anew, stop, or try again soon. */
export function afterBeat(status) {
  if (status === 200 || status === 429) return "go on";
  if (status === 409 || status === 403) return "log in";
  if (status === 410) return "stop";
  return "try again";
}

/** A clock that goes by the server's time, whatever the reader's clock shows. */
export class ServerClock {
  constructor(now, ticks = () => performance.now()) {
    this.ticks = ticks;
    this.set(now);
  }

  set(now) {
    this.base = now;
    this.since = this.ticks();
  }

  now() {
    return this.base + (this.ticks() - this.since);
  }
}

export class Presence {
  constructor(root, clock) {
    this.root = root;
    this.clock = clock;
    this.token = root.dataset.token;
    this.interval = Number(root.dataset.interval) * 1000;
    this.told = root.querySelector("[data-told]");
    this.heard = Date.now();
    this.timer = null;
  }

  async begin() {
    if (!this.token && !(await this.logIn())) return;
    await this.show();
    this.beat();
    addEventListener("pagehide", () => this.leave());
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") this.beat();
    });
  }

  async logIn() {
    try {
      const answer = await fetch(this.root.dataset.start, {
        method: "POST",
        headers: { Accept: "application/json" },
      });
      if (!answer.ok) return false;
      this.keep(await answer.json());
      return true;
    } catch {
      return false;
    }
  }

  keep({ token, interval, now }) {
    this.token = token;
    this.interval = interval * 1000;
    this.clock.set(now);
    this.heard = Date.now();
    this.told.textContent = "";
  }

  async show() {
    const player = putOnStage(this.root);
    if (player.tagName !== "VIDEO") return;
    if (!(await attachPlaylist(player, this.root.dataset.hls))) {
      this.told.textContent = this.told.dataset.unplayable;
    }
  }

  later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.beat(), pause);
  }

  async beat() {
    clearTimeout(this.timer);
    // Who was asleep for long was not here: what they see from now on is another log-in.
    if (Date.now() - this.heard > LONGEST_GAP) {
      if (!(await this.logIn())) return this.lost();
      return this.later(this.interval);
    }
    let answer;
    try {
      answer = await fetch(this.root.dataset.beat, {
        method: "POST",
        headers: { "Beat-Token": this.token },
      });
    } catch {
      return this.lost();
    }
    return this.after(answer);
  }

  async after(answer) {
    const next = afterBeat(answer.status);
    if (next === "stop") {
      // The stop may have been given more time since this page logged in.
      if (await this.logIn()) return this.later(this.interval);
      this.told.textContent = this.told.dataset.over;
      return undefined;
    }
    if (next === "log in") {
      if (!(await this.logIn())) return this.lost();
      return this.later(this.interval);
    }
    if (next === "try again") return this.lost();
    if (answer.status === 200) this.keep(await answer.json());
    return this.later(this.interval);
  }

  lost() {
    this.told.textContent = this.told.dataset.lost;
    this.later(FIRST_PAUSE + Math.random() * FIRST_PAUSE);
  }

  leave() {
    if (this.token) navigator.sendBeacon(this.root.dataset.beat, this.token);
  }
}

function wait(root, clock) {
  const shown = root.querySelector("[data-countdown]");
  const opens = Number(root.dataset.opens);
  // Not all at once: whoever waits comes within a few seconds of the opening.
  const after = Math.random() * 3000;
  const tick = () => {
    const rest = opens - clock.now();
    shown.textContent = countdown(rest);
    if (rest + after <= 0) location.reload();
    else setTimeout(tick, Math.min(1000, Math.max(50, rest % 1000)));
  };
  tick();
}

function tellProgramme(clock) {
  const box = document.querySelector("[data-now-next]");
  const rows = [...document.querySelectorAll(".sessions > .session:not(.session--cancelled)")];
  if (!box || !rows.length) return;
  const sessions = rows.map((row) => {
    const [first, last] = row.querySelectorAll(".session__when time");
    return { starts: Date.parse(first.dateTime), ends: Date.parse(last.dateTime) };
  });
  const line = (row) => {
    const item = document.createElement("li");
    const title = document.createElement("strong");
    title.dir = "auto";
    const heading = row.querySelector("h3");
    if (heading.lang) title.lang = heading.lang;
    title.textContent = heading.textContent;
    const when = document.createElement("span");
    when.className = "muted";
    const place = row.querySelector(".session__when .where").firstChild.textContent.trim();
    when.textContent = `${row.querySelector(".when").textContent} ${place}`;
    item.append(title, " ", when);
    return item;
  };
  let before = "";
  const tick = () => {
    const found = nowAndNext(sessions, clock.now());
    if (JSON.stringify(found) === before) return;
    before = JSON.stringify(found);
    box.hidden = !found.live.length && !found.next.length;
    for (const part of box.querySelectorAll("[data-part]")) {
      const numbers = found[part.dataset.part];
      part.hidden = !numbers.length;
      part.querySelector("ul").replaceChildren(...numbers.map((number) => line(rows[number])));
    }
    rows.forEach((row, number) => row.classList.toggle("session--live", found.live.includes(number)));
  };
  tick();
  setInterval(tick, 5000);
}

if (typeof document !== "undefined") {
  const root = document.querySelector("[data-watch]");
  const clock = new ServerClock(Number(root.dataset.now));
  if (root.dataset.state === "waiting") wait(root, clock);
  if (root.querySelector("[data-stage]")) new Presence(root, clock).begin();
  if (root.dataset.state !== "over") tellProgramme(clock);
}
