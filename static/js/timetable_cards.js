// The timetable's page as its scripts read it: cards, tracks, and what a card says of its session.

/** Give the grid. */
export function table() {
  return document.getElementById("timetable");
}

/** Give the list of what has no time. */
export function parking() {
  return document.getElementById("parking");
}

/** Give the tracks of the grid from left to right. */
export function tracks() {
  return [...table().querySelectorAll("thead [data-track]")].map((head) => head.dataset.track);
}

/** Tell whether a session has no time yet: nothing moves it a little or makes it longer. */
export function isParked(card) {
  return "parked" in card.dataset;
}

/** Give the card of a session. */
export function cardOf(code) {
  return [...document.querySelectorAll("[data-session]")].find(
    (card) => card.dataset.session === code,
  );
}

/** Give where a session is, as a move would say it. */
export function wishOf(card) {
  const form = card.querySelector("form");
  return {
    code: card.dataset.session,
    at: card.dataset.at,
    minutes: Number(card.dataset.minutes),
    track: card.dataset.track,
    stop: form.elements.stop.value,
    seen: form.elements.seen.value,
  };
}
