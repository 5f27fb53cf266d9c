// What the timetable asks before a move, and how the answers are laid over its rows.

const MINUTE = 60_000;

/** Give the question about a slot, as it stands in an address. */
export function questionOf({ code, at, starts, minutes, track, stop }) {
  const when = starts ? { starts } : { at };
  return `${encodeURIComponent(code)}?${new URLSearchParams({ ...when, minutes, track, stop })}`;
}

/** Give the question about all slots of a stop. */
export function mapQuestionOf({ code, minutes, stop }) {
  return `${encodeURIComponent(code)}/map?${new URLSearchParams({ stop, minutes })}`;
}

/** Asks one question at a time; of those that came meanwhile the last, and none twice. */
export class Asker {
  #ask;
  #kept = new Map();
  #wanted = null;
  #waits = false;

  /** `ask` gives the answer to a question, or fails. */
  constructor(ask) {
    this.#ask = ask;
  }

  /** Have the answer told, null where there is none, unless another question comes before it. */
  ask(question, tell) {
    this.#wanted = { question, tell };
    if (this.#kept.has(question)) this.#tell(question, this.#kept.get(question));
    else if (!this.#waits) this.#goOn();
  }

  /** Tell nothing any more. */
  stop() {
    this.#wanted = null;
  }

  async #goOn() {
    this.#waits = true;
    while (this.#wanted) {
      const { question } = this.#wanted;
      const answer = await this.#ask(question).catch(() => null);
      if (answer) this.#kept.set(question, answer);
      this.#tell(question, answer);
    }
    this.#waits = false;
  }

  #tell(question, answer) {
    if (this.#wanted?.question !== question) return;
    const { tell } = this.#wanted;
    this.#wanted = null;
    tell(answer);
  }
}

/** Give the stretches of a row of severities: from, to (not included), how bad. */
export function runsOf(row) {
  const runs = [];
  for (const [place, bad] of [...row].entries()) {
    const last = runs.at(-1);
    if (last?.bad === bad) last.to = place + 1;
    else runs.push({ from: place, to: place + 1, bad });
  }
  return runs;
}

/** Give how far down a moment lies, of rows with their moment, minutes, top and bottom. */
export function heightAt(rows, at) {
  const moment = Date.parse(at);
  for (const { at: rowAt, minutes, top, bottom } of rows) {
    const share = (moment - Date.parse(rowAt)) / (minutes * MINUTE);
    if (share < 1) return top + (bottom - top) * Math.max(share, 0);
  }
  return rows.at(-1)?.bottom ?? 0;
}

/** Give where a box of some width stands beside another: to its right, left, else within. */
export function besideOf({ left, right }, width, room, gap = 8) {
  if (right + gap + width <= room - gap) return right + gap;
  if (left - gap - width >= gap) return left - gap - width;
  return Math.max(gap, room - gap - width);
}

/** Give an answer as sentences for those who listen. */
export function spokenOf({ day, when, where, track, verdict, people = [], problems = [] }) {
  const place = [day, when, where, track].filter(Boolean).join(", ");
  const hours = people.map((one) =>
    [one.name, one.clock, one.days, one.place, one.night].filter(Boolean).join(" "),
  );
  const told = problems.map((one) => one.words).join(" ");
  const parts = [place && `${place}.`, verdict, told, hours.join("; ")];
  return parts.filter(Boolean).join(" ");
}
