import assert from "node:assert/strict";
import test from "node:test";

import { stageBeside, stepsOf } from "../../static/js/board.js";

test("a card moves to the stage beside, and not beyond the ends", () => {
  const stages = ["idea", "contacted", "paired"];
  assert.equal(stageBeside(stages, "idea", 1), "contacted");
  assert.equal(stageBeside(stages, "paired", -1), "contacted");
  assert.equal(stageBeside(stages, "paired", 1), null);
  assert.equal(stageBeside(stages, "idea", -1), null);
});

test("arrows move a card, other keys do not", () => {
  assert.deepEqual(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "a"].map(stepsOf), [-1, 1, -1, 1, 0]);
});
