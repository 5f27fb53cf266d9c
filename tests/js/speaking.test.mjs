// The page of a speaker: strokes over half hours, and the keys that lead from one to the next.

import assert from "node:assert/strict";
import { test } from "node:test";

import { between, stepFor } from "../../static/js/speaking.js";

test("a stroke paints everything between, in either direction", () => {
  assert.deepEqual(between(2, 5), [2, 3, 4, 5]);
  assert.deepEqual(between(5, 2), [2, 3, 4, 5]);
  assert.deepEqual(between(3, 3), [3]);
});

test("arrows lead to the neighbours and not beyond the ends", () => {
  assert.equal(stepFor("ArrowRight", 0, 8, 4), 1);
  assert.equal(stepFor("ArrowLeft", 0, 8, 4), 0);
  assert.equal(stepFor("ArrowDown", 1, 8, 4), 5);
  assert.equal(stepFor("ArrowDown", 6, 8, 4), 7);
  assert.equal(stepFor("ArrowUp", 6, 8, 4), 2);
  assert.equal(stepFor("Tab", 6, 8, 4), null);
});
