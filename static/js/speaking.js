// The page of a speaker: half hours are painted by drawing over them, and a photo is looked at
// before it is sent. All of it works without this, by ticking boxes and by the server's answer.

/** Give the numbers from one to another, both included, whichever is the larger. */
export function between(one, other) {
  const [first, last] = one < other ? [one, other] : [other, one];
  return Array.from({ length: last - first + 1 }, (_nothing, step) => first + step);
}

/** Give the number of the box that an arrow key leads to; null for any other key. */
export function stepFor(key, at, count, columns) {
  const steps = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: columns, ArrowUp: -columns };
  const step = steps[key];
  if (step === undefined) {
    return null;
  }
  return Math.min(Math.max(at + step, 0), count - 1);
}

class Painter {
  constructor(form) {
    this.boxes = [...form.querySelectorAll("input[type=checkbox]")];
    this.stroke = null;
    form.addEventListener("pointerdown", (event) => this.begin(event));
    form.addEventListener("click", (event) => this.swallow(event));
    form.addEventListener("keydown", (event) => this.move(event));
    document.addEventListener("pointermove", (event) => this.draw(event));
    document.addEventListener("pointerup", () => this.end());
    document.addEventListener("pointercancel", () => this.undo());
  }

  numberAt(element) {
    const box = element?.closest?.(".cell")?.querySelector("input");
    return box ? this.boxes.indexOf(box) : -1;
  }

  begin(event) {
    const at = this.numberAt(event.target);
    if (at < 0 || event.button !== 0) {
      return;
    }
    this.stroke = { at, tick: !this.boxes[at].checked, before: new Map() };
    this.paint(at);
    // The finger is free to draw over the other cells.
    event.target.releasePointerCapture?.(event.pointerId);
  }

  draw(event) {
    if (!this.stroke) {
      return;
    }
    const at = this.numberAt(document.elementFromPoint(event.clientX, event.clientY));
    if (at < 0 || at === this.stroke.at) {
      return;
    }
    for (const number of between(this.stroke.at, at)) {
      this.paint(number);
    }
    this.stroke.at = at;
  }

  paint(number) {
    const box = this.boxes[number];
    if (!this.stroke.before.has(box)) {
      this.stroke.before.set(box, box.checked);
    }
    box.checked = this.stroke.tick;
  }

  end() {
    this.stroke = null;
  }

  /** What began as a stroke was a scroll: nothing was meant. */
  undo() {
    for (const [box, checked] of this.stroke?.before ?? []) {
      box.checked = checked;
    }
    this.stroke = null;
  }

  /** The click after a stroke would tick the first cell back; one by key or reader has no detail. */
  swallow(event) {
    if (event.detail > 0 && this.numberAt(event.target) >= 0) {
      event.preventDefault();
    }
  }

  move(event) {
    const at = this.boxes.indexOf(event.target);
    if (at < 0) {
      return;
    }
    const cells = event.target.closest(".cells");
    const columns = getComputedStyle(cells).gridTemplateColumns.split(" ").length;
    const next = stepFor(event.key, at, this.boxes.length, columns);
    if (next !== null) {
      event.preventDefault();
      this.boxes[next].focus();
    }
  }
}

function offerWholeDays(form) {
  for (const day of form.querySelectorAll("[data-day]")) {
    const offer = day.querySelector("[data-whole-day]");
    offer.hidden = false;
    offer.addEventListener("click", (event) => {
      const wish = event.target.closest("[data-tick]")?.dataset.tick;
      for (const box of wish ? day.querySelectorAll("input") : []) {
        box.checked = wish === "all";
      }
    });
  }
}

function lookAtFile(input) {
  const { largest, tooLarge } = input.dataset;
  const file = input.files[0];
  input.setCustomValidity(file && file.size > Number(largest) ? tooLarge : "");
  input.reportValidity();
}

if (typeof document !== "undefined") {
  for (const form of document.querySelectorAll("[data-hours]")) {
    new Painter(form);
    offerWholeDays(form);
  }
  const file = document.querySelector("#photo-file");
  file?.addEventListener("change", () => lookAtFile(file));
}
