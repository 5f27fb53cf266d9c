import assert from "node:assert/strict";
import { test } from "node:test";

import { markMoment, placeInDay } from "../../static/js/day_line.js";

test("midnight lies at the beginning and noon in the middle", () => {
  assert.equal(placeInDay(new Date(2021, 3, 19, 0, 0)), 0);
  assert.equal(placeInDay(new Date(2021, 3, 19, 12, 0)), 50);
  assert.equal(placeInDay(new Date(2021, 3, 19, 18, 0)), 75);
});

test("the mark is moved to the moment", () => {
  const set = {};
  const mark = { setAttribute: (name, value) => (set[name] = value) };

  markMoment({ querySelector: () => mark }, new Date(2021, 3, 19, 13, 30));

  assert.deepEqual(set, { x: "56.25%" });
});
