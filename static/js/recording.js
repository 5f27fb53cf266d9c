// The page of a recording: notes which parts were played, as xAPI writes them.

import { attachPlaylist, listen, putOnStage } from "./players.js";

const LONGEST_STEP = 3;
const LEAST = 0.25;
const MOST_SEGMENTS = 400;

/** Collects what was played; going back makes another segment, so replays are kept. */
export class Segments {
  constructor(seconds = 0) {
    this.seconds = seconds;
    this.list = [];
    this.open = null;
  }

  /** Hear where the player is; a jump ends the segment. */
  hear({ time, playing, duration }) {
    if (!this.seconds && Number.isFinite(duration)) this.longest = Math.ceil(duration);
    if (time === undefined) {
      if (playing === false) this.close();
      return;
    }
    const at = this.within(time);
    if (this.open) {
      const step = at - this.open[1];
      if (step >= 0 && step <= LONGEST_STEP) this.open[1] = at;
      else this.close();
    }
    if (playing === false) this.close();
    else if (!this.open) this.open = [at, at];
  }

  within(time) {
    const longest = this.seconds || this.longest;
    return Math.max(0, longest ? Math.min(time, longest) : time);
  }

  close() {
    if (this.open && this.open[1] - this.open[0] >= LEAST && this.list.length < MOST_SEGMENTS) {
      this.list.push(this.open);
    }
    this.open = null;
  }

  /** Give all that was played since the page was opened: "0[.]600[,]540[.]900". */
  text() {
    const all = this.open && this.open[1] - this.open[0] >= LEAST ? [...this.list, this.open] : this.list;
    return all.map((one) => one.map(written).join("[.]")).join("[,]");
  }
}

function written(seconds) {
  return String(Number(seconds.toFixed(3)));
}

async function logIn(root) {
  if (root.dataset.token) return root.dataset.token;
  const answer = await fetch(root.dataset.start, {
    method: "POST",
    headers: { Accept: "application/json" },
  });
  return answer.ok ? (await answer.json()).token : "";
}

async function begin(root) {
  const token = await logIn(root);
  if (!token) return;
  const player = putOnStage(root);
  const segments = new Segments(Number(root.dataset.seconds));
  listen(player, (told) => segments.hear(told));
  if (player.tagName === "VIDEO") {
    if (await attachPlaylist(player, root.dataset.hls)) player.play().catch(() => {});
    else root.querySelector("[data-told]").textContent = root.querySelector("[data-told]").dataset.unplayable;
  }
  let sent = "";
  const message = () => {
    const text = segments.text();
    if (!text || text === sent) return "";
    sent = text;
    return JSON.stringify({ token, segments: text, seconds: segments.seconds || segments.longest || 0 });
  };
  setInterval(async () => {
    const body = message();
    if (body) {
      await fetch(root.dataset.played, { method: "POST", body }).catch(() => (sent = ""));
    }
  }, Number(root.dataset.interval) * 1000);
  addEventListener("pagehide", () => {
    const body = message();
    if (body) navigator.sendBeacon(root.dataset.played, body);
  });
}

if (typeof document !== "undefined") {
  const root = document.querySelector("[data-recording]");
  // A recording is played when one presses play: opening its page is no play yet.
  const form = root.querySelector("[data-start-form]");
  if (form) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      begin(root);
    });
  } else {
    begin(root);
  }
}
