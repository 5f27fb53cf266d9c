import assert from "node:assert/strict";
import { test } from "node:test";

import { toldByVimeo, toldByYoutube } from "../../static/js/players.js";
import { Segments } from "../../static/js/recording.js";

function played(segments, ...times) {
  for (const time of times) segments.hear({ time, playing: true });
  return segments;
}

test("what is played on is one segment", () => {
  assert.equal(played(new Segments(), 0, 1, 2.5, 4).text(), "0[.]4");
});

test("a jump begins another segment, and replays are kept", () => {
  const segments = played(new Segments(), 0, 1, 2, 60, 61, 62, 0, 1);
  assert.equal(segments.text(), "0[.]2[,]60[.]62[,]0[.]1");
});

test("a pause ends a segment", () => {
  const segments = played(new Segments(), 10, 11);
  segments.hear({ time: 12, playing: false });
  segments.hear({ time: 12, playing: false });
  assert.equal(played(segments, 12, 13).text(), "10[.]12[,]12[.]13");
});

test("nothing is played beyond the recording", () => {
  assert.equal(played(new Segments(12), 10, 11, 12.04).text(), "10[.]12");
  const segments = new Segments();
  segments.hear({ time: 0, playing: true, duration: 4.2 });
  assert.equal(played(segments, 2, 4.9).text(), "0[.]4.9");
});

test("glances are not kept", () => {
  assert.equal(played(new Segments(), 5, 5.1, 90, 90.1).text(), "");
  assert.equal(new Segments().text(), "");
});

test("a message of YouTube's player is understood", () => {
  const text = JSON.stringify({ event: "infoDelivery", info: { currentTime: 4.5, playerState: 1, duration: 60 } });
  assert.deepEqual(toldByYoutube(text), { time: 4.5, duration: 60, playing: true });
  assert.deepEqual(toldByYoutube("nonsense"), {});
  assert.deepEqual(toldByYoutube(JSON.stringify({ event: "onReady" })), {});
});

test("a message of Vimeo's player is understood", () => {
  const told = { event: "timeupdate", data: { seconds: 3, duration: 60 } };
  assert.deepEqual(toldByVimeo(JSON.stringify(told)), { time: 3, duration: 60, playing: true });
  assert.deepEqual(toldByVimeo({ event: "pause", data: { seconds: 3 } }), { time: 3, playing: false });
  assert.deepEqual(toldByVimeo("nonsense"), {});
});
