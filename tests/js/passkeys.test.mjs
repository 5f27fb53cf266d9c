import assert from "node:assert/strict";
import test from "node:test";

import { answerOf, bytesOf, prepared, textOf } from "../../static/js/passkeys.js";

test("bytes and text are the same both ways", () => {
  for (const bytes of [[], [0], [255, 254], [62, 63, 250], [1, 2, 3, 4]]) {
    assert.deepEqual([...bytesOf(textOf(new Uint8Array(bytes).buffer))], bytes);
  }
  assert.equal(textOf(new Uint8Array([251, 255, 254]).buffer), "-__-");
});

test("options get bytes where the browser wants them", () => {
  const ready = prepared({
    challenge: "AQI",
    rpId: "localhost",
    user: { id: "AQ", name: "a" },
    excludeCredentials: [{ id: "Ag", type: "public-key" }],
  });
  assert.deepEqual([...ready.challenge], [1, 2]);
  assert.deepEqual([...ready.user.id], [1]);
  assert.deepEqual([...ready.excludeCredentials[0].id], [2]);
  assert.equal(ready.excludeCredentials[0].type, "public-key");
  assert.equal(ready.rpId, "localhost");
  assert.equal("allowCredentials" in ready, false);
});

test("an answer holds what the browser gave, and nothing empty", () => {
  const buffer = new Uint8Array([1]).buffer;
  const answer = JSON.parse(
    answerOf({
      id: "AQ",
      rawId: buffer,
      type: "public-key",
      response: { clientDataJSON: buffer, signature: buffer, userHandle: null },
    }),
  );
  assert.deepEqual(answer, {
    id: "AQ",
    rawId: "AQ",
    type: "public-key",
    response: { clientDataJSON: "AQ", signature: "AQ" },
  });
});
