import assert from "node:assert/strict";
import { test } from "node:test";

import { cityIn, filledIn, offeredFor, timeIn } from "../../static/js/registration.js";

const NOON = new Date("2030-05-15T12:00:00Z");

test("a clock is that of the zone", () => {
  assert.equal(timeIn("Asia/Tokyo", NOON), "21:00");
  assert.equal(timeIn("Asia/Kathmandu", NOON), "17:45");
});

test("the zone of the device is found among those offered", () => {
  assert.equal(offeredFor("Asia/Tokyo", ["Europe/Stockholm", "Asia/Tokyo"]), "Asia/Tokyo");
  assert.equal(offeredFor("Mars/Olympus", ["Asia/Tokyo"]), "");
  assert.equal(offeredFor(undefined, ["Asia/Tokyo"]), "");
});

test("an old name finds its new one", () => {
  const device = new Intl.DateTimeFormat("en", { timeZone: "Asia/Kolkata" }).resolvedOptions().timeZone;
  assert.equal(offeredFor(device, ["Asia/Kolkata"]), "Asia/Kolkata");
});

test("a city is read from its label", () => {
  assert.equal(cityIn("Tokyo, Japan (UTC+9)"), "Tokyo");
  assert.equal(cityIn("UTC"), "UTC");
});

test("texts are filled in", () => {
  assert.equal(filledIn("{time} in {city}, {other}", { city: "Tokyo", time: "21:00" }), "21:00 in Tokyo, ");
});
