import assert from "node:assert/strict";
import { test } from "node:test";

import { cityOf, clockIn, offsetIn, yourTime } from "../../static/js/local_times.js";

const STARTS = new Date("2022-03-30T13:00:00Z");
const ENDS = new Date("2022-03-30T13:45:00Z");

test("a clock shows the day and time of its zone", () => {
  assert.deepEqual(clockIn(STARTS, "Australia/Melbourne"), { time: "00:00", day: "2022-03-31" });
  assert.deepEqual(clockIn(STARTS, "America/Los_Angeles"), { time: "06:00", day: "2022-03-30" });
});

test("offsets are written as people read them", () => {
  assert.equal(offsetIn(STARTS, "Asia/Kathmandu"), "UTC+5:45");
  assert.equal(offsetIn(STARTS, "America/St_Johns"), "UTC−2:30");
  assert.equal(offsetIn(new Date("2022-01-01T00:00:30Z"), "Europe/London"), "UTC");
});

test("a zone is called by its city", () => {
  assert.equal(cityOf("America/Argentina/Buenos_Aires"), "Buenos Aires");
});

test("the reader's time is told with place and offset", () => {
  assert.deepEqual(yourTime(STARTS, ENDS, "Asia/Kathmandu", "Europe/Stockholm", "en-GB"), {
    time: "18:45–19:30",
    place: "Kathmandu\u00a0· UTC+5:45",
  });
});

test("another day is told with the time", () => {
  const words = yourTime(STARTS, ENDS, "Australia/Melbourne", "Europe/Stockholm", "en-GB");

  assert.match(words.time, /^Thu,? 31 Mar 00:00–00:45$/);
});

test("a stretch past the reader's midnight says so", () => {
  const words = yourTime(STARTS, ENDS, "Asia/Vladivostok", "Europe/Stockholm", "en-GB");

  assert.equal(words.time, "23:00–23:45");
  assert.equal(
    yourTime(STARTS, new Date("2022-03-30T14:30:00Z"), "Asia/Vladivostok", "Europe/Stockholm", "en-GB").time,
    "23:00–00:30 (+1)",
  );
});

test("nothing is said where the clocks agree", () => {
  assert.equal(yourTime(STARTS, ENDS, "Europe/Oslo", "Europe/Stockholm", "en-GB"), null);
});
