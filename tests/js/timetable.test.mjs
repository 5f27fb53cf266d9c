import assert from "node:assert/strict";
import test from "node:test";

import { fieldsBack, momentAt } from "../../static/js/timetable.js";
import { actOf, later, steered, trackBeside } from "../../static/js/timetable_keys.js";

test("a drop begins on whole steps within its row", () => {
  assert.equal(momentAt("2030-05-15T10:00:00Z", 30, 0), "2030-05-15T10:00:00Z");
  assert.equal(momentAt("2030-05-15T10:00:00Z", 30, 0.5), "2030-05-15T10:15:00Z");
  assert.equal(momentAt("2030-05-15T10:00:00Z", 30, 0.49), "2030-05-15T10:10:00Z");
  assert.equal(momentAt("2030-05-15T10:00:00Z", 7, -1), "2030-05-15T10:00:00Z");
  assert.equal(momentAt("2030-05-15T10:00:00Z", 30, 2), "2030-05-15T10:30:00Z");
});

test("moments are moved by minutes, past midnight too", () => {
  assert.equal(later("2030-05-15T23:58:00Z", 5), "2030-05-16T00:03:00Z");
  assert.equal(later("2030-05-15T00:00:00Z", -5), "2030-05-14T23:55:00Z");
});

test("arrows move, with shift they change the length", () => {
  assert.deepEqual(actOf("ArrowDown", false), { later: 5 });
  assert.deepEqual(actOf("ArrowUp", true), { longer: -5 });
  assert.deepEqual(actOf("ArrowRight", false), { right: 1 });
  assert.equal(actOf("ArrowRight", true), null);
  assert.equal(actOf("Enter", false), null);
});

test("a move is taken back to its slot, and what was parked is parked again", () => {
  assert.deepEqual(fieldsBack("2030-05-15T10:00:00Z;45;Blue%3B%20one;D1"), {
    at: "2030-05-15T10:00:00Z",
    minutes: "45",
    track: "Blue; one",
    stop: "D1",
  });
  assert.deepEqual(fieldsBack("parked"), { park: "1" });
});

test("there is no track beyond the last", () => {
  assert.equal(trackBeside(["Red", "Blue"], "Red", 1), "Blue");
  assert.equal(trackBeside(["Red", "Blue"], "Blue", 1), null);
  assert.equal(trackBeside(["Red", "Blue"], "Red", -1), null);
});

test("keys steer a wish and leave the one before as it was", () => {
  const wish = { at: "2030-05-15T10:00:00Z", minutes: 10, track: "Red", seen: "x" };

  assert.deepEqual(steered(wish, { later: 5 }, ["Red", "Blue"]), {
    ...wish,
    at: "2030-05-15T10:05:00Z",
  });
  assert.equal(steered(wish, { longer: -10 }, ["Red"]).minutes, 5);
  assert.equal(steered(wish, { right: 1 }, ["Red", "Blue"]).track, "Blue");
  assert.equal(steered(wish, { right: 1 }, ["Red"]).track, "Red");
  assert.equal(wish.minutes, 10);
});
