// Moves of a session by keys: what each key does, and a session that is lifted until it is dropped.

import { aim, colour, land, lift } from "./timetable_aim.js";
import { isParked, table, tracks, wishOf } from "./timetable_cards.js";

const STEP = 5;
const MINUTE = 60_000;

/** Give the moment some minutes later. */
export function later(at, minutes) {
  return new Date(Date.parse(at) + minutes * MINUTE).toISOString().replace(".000Z", "Z");
}

/** Give what a key does to a session: minutes to move, to lengthen, tracks to the right. */
export function actOf(key, shift) {
  const down = { ArrowUp: -STEP, ArrowDown: STEP }[key];
  if (down) return shift ? { longer: down } : { later: down };
  const right = { ArrowLeft: -1, ArrowRight: 1 }[key];
  return right && !shift ? { right } : null;
}

/** Give the track beside another one, null where there is none. */
export function trackBeside(among, track, right) {
  return among[among.indexOf(track) + right] ?? null;
}

/** Give what is wished after a key: the wish itself stays as it is. */
export function steered(wish, act, among) {
  const { later: minutes = 0, longer = 0, right = 0 } = act;
  return {
    ...wish,
    at: minutes ? later(wish.at, minutes) : wish.at,
    minutes: longer ? Math.max(STEP, wish.minutes + longer) : wish.minutes,
    track: trackBeside(among, wish.track, right) ?? wish.track,
  };
}

let lifted = null;

/** Tell whether a session is lifted. */
export function isLifted() {
  return lifted !== null;
}

/** Lift a session to aim with it; one that has no time yet starts where the stop does. */
export function liftByKey(card) {
  lifted = wishOf(card);
  if (isParked(card)) {
    const { at } = table().tBodies[0].rows[0].dataset;
    lifted = { ...lifted, at, track: tracks()[0], stop: table().dataset.stop };
  }
  lift(lifted);
  aim(lifted, { aloud: true });
}

/** Put a lifted session back where it was. */
export function putBack() {
  lifted = null;
  land();
}

/** Let a key steer what is lifted; Enter gives it to `send`, Escape puts it back. */
export function steer(event, send) {
  const act = actOf(event.key, event.shiftKey);
  if (!act && !["Enter", "Escape"].includes(event.key)) return;
  event.preventDefault();
  if (act) {
    lifted = steered(lifted, act, tracks());
    aim(lifted, { aloud: true });
    if (act.longer) colour(lifted);
    return;
  }
  const wish = lifted;
  putBack();
  if (event.key === "Enter") send(wish, { focus: true });
}
