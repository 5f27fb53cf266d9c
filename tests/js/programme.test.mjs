import assert from "node:assert/strict";
import { test } from "node:test";

import { waitUntil } from "../../static/js/programme.js";

const NOW = Date.parse("2030-05-15T12:00:00Z");

test("the page is asked for again a second after it changes", () => {
  assert.equal(waitUntil("2030-05-15T12:45:00Z", NOW), 45 * 60_000 + 1000);
  assert.equal(waitUntil("2030-05-15T11:00:00Z", NOW), 1000);
});

test("a page that never changes is not asked for again", () => {
  assert.equal(waitUntil("", NOW), null);
});

test("the wait is no longer than a timer can be", () => {
  assert.equal(waitUntil("2099-01-01T00:00:00Z", NOW), 2 ** 31 - 1);
});
