import assert from "node:assert/strict";
import { test } from "node:test";

import { afterBeat, countdown, nowAndNext, Presence, ServerClock } from "../../static/js/watch.js";

const MINUTE = 60_000;

test("a countdown is read at a glance", () => {
  assert.equal(countdown(0), "00:00");
  assert.equal(countdown(-5), "00:00");
  assert.equal(countdown(59_001), "01:00");
  assert.equal(countdown(90 * MINUTE), "01:30:00");
  assert.equal(countdown((24 * 60 + 61) * MINUTE + 1000), "1 d 01:01:01");
});

test("sessions are on from their start to their end", () => {
  const sessions = [
    { starts: 0, ends: 10 },
    { starts: 10, ends: 20 },
    { starts: 10, ends: 15 },
    { starts: 30, ends: 40 },
  ];
  assert.deepEqual(nowAndNext(sessions, -1), { live: [], next: [] });
  assert.deepEqual(nowAndNext(sessions, 0), { live: [0], next: [1, 2] });
  assert.deepEqual(nowAndNext(sessions, 10), { live: [1, 2], next: [3] });
  assert.deepEqual(nowAndNext(sessions, 25), { live: [], next: [3] });
  assert.deepEqual(nowAndNext(sessions, 40), { live: [], next: [] });
});

test("answers to a beat tell what to do", () => {
  assert.equal(afterBeat(200), "go on");
  assert.equal(afterBeat(429), "go on");
  assert.equal(afterBeat(409), "log in");
  assert.equal(afterBeat(403), "log in");
  assert.equal(afterBeat(410), "stop");
  assert.equal(afterBeat(503), "try again");
});

test("the clock is the server's", () => {
  let ticks = 100;
  const clock = new ServerClock(5000, () => ticks);
  ticks = 350;
  assert.equal(clock.now(), 5250);
  clock.set(9000);
  ticks = 360;
  assert.equal(clock.now(), 9010);
});

/** Give a live page whose next log-in is answered so. */
function pageAnswered(ok) {
  const told = { dataset: { over: "over" }, textContent: "" };
  const dataset = { token: "old", interval: "30", start: "/start", beat: "/beat" };
  const presence = new Presence({ dataset, querySelector: () => told }, new ServerClock(0));
  globalThis.fetch = async () => ({
    ok,
    json: async () => ({ token: "new", interval: 30, now: 5 }),
  });
  presence.later = (pause) => {
    presence.pause = pause;
  };
  return presence;
}

test("a page goes on when its stop was given more time", async () => {
  const presence = pageAnswered(true);

  await presence.after({ status: 410 });

  assert.deepEqual([presence.token, presence.pause, presence.told.textContent], ["new", 30_000, ""]);
});

test("a page stops when its stop is over", async () => {
  const presence = pageAnswered(false);

  await presence.after({ status: 410 });

  assert.deepEqual([presence.token, presence.pause], ["old", undefined]);
  assert.equal(presence.told.textContent, "over");
});
