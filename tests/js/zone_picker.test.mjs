import assert from "node:assert/strict";
import { test } from "node:test";

import { activeAfter, isWorthOffering, withZone } from "../../static/js/zone_picker.js";

test("an address takes a zone and keeps the rest", () => {
  assert.equal(
    withZone("/events/tour/programme?theme=payment#day-1", "Asia/Tokyo"),
    "/events/tour/programme?theme=payment&zone=Asia/Tokyo#day-1",
  );
  assert.equal(withZone("/?zone=Asia/Tokyo", "Etc/GMT+5"), "/?zone=Etc/GMT%2B5");
});

test("a zone is offered where it is another one than shown", () => {
  assert.equal(isWorthOffering("Asia/Tokyo", "Europe/Stockholm", "", null), true);
  assert.equal(isWorthOffering("Europe/Stockholm", "Europe/Stockholm", "", null), false);
  assert.equal(isWorthOffering("Europe/Stockholm", "Europe/Stockholm", "Asia/Tokyo", null), true);
});

test("a zone is not offered again after it was declined", () => {
  assert.equal(isWorthOffering("Asia/Tokyo", "Europe/Stockholm", "", "Asia/Tokyo"), false);
});

test("an old name of the chosen zone is the chosen zone", () => {
  assert.equal(isWorthOffering("Asia/Calcutta", "Europe/Stockholm", "Asia/Kolkata", null), false);
});

test("arrows walk around the list", () => {
  assert.equal(activeAfter("ArrowDown", -1, 3), 0);
  assert.equal(activeAfter("ArrowDown", 2, 3), 0);
  assert.equal(activeAfter("ArrowUp", 0, 3), 2);
  assert.equal(activeAfter("ArrowDown", 0, 0), -1);
  assert.equal(activeAfter("a", 1, 3), 1);
});
