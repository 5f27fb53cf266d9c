// Moves cards of the co-design board by drag and by keyboard. Each card has a form that the server
// answers; this script only fills it in.

/** Give the stage beside another one, null where there is none. */
export function stageBeside(stages, stage, right) {
  return stages[stages.indexOf(stage) + right] ?? null;
}

/** Give how many stages to the right a key moves a card. */
export function stepsOf(key) {
  return { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[key] ?? 0;
}

function columns() {
  return [...document.querySelectorAll(".board__column")];
}

function cardOf(code) {
  return [...document.querySelectorAll("[data-card]")].find((card) => card.dataset.card === code);
}

function move(card, stage) {
  if (!stage || stage === card.dataset.stage) return;
  const form = card.querySelector("form");
  form.elements.stage.value = stage;
  form.requestSubmit();
}

function press(event) {
  const steps = event.altKey && event.target.matches("[data-handle]") ? stepsOf(event.key) : 0;
  if (!steps) return;
  event.preventDefault();
  const card = event.target.closest("[data-card]");
  const stages = columns().map((column) => column.dataset.stage);
  move(card, stageBeside(stages, card.dataset.stage, steps));
}

let dragged = null;

function mark(column) {
  for (const one of columns()) one.classList.toggle("is-over", one === column);
}

function drag(event) {
  const card = event.target.closest?.("[data-card]");
  if (!card) return;
  dragged = card;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", card.dataset.card);
}

function over(event) {
  const column = dragged && event.target.closest?.(".board__column");
  if (!column) return;
  event.preventDefault();
  mark(column);
}

function drop(event) {
  const column = dragged && event.target.closest?.(".board__column");
  const card = dragged;
  dragged = null;
  mark(null);
  if (!column) return;
  event.preventDefault();
  move(card, column.dataset.stage);
}

function start(board) {
  for (const one of document.querySelectorAll("[data-needs-script]")) one.hidden = false;
  for (const card of board.querySelectorAll("[data-card]")) card.draggable = true;
  document.addEventListener("keydown", press);
  board.addEventListener("dragstart", drag);
  board.addEventListener("dragover", over);
  board.addEventListener("drop", drop);
  board.addEventListener("dragend", () => mark(null));
  // The address names the card, and going there takes the focus away until all is loaded and drawn.
  const focus = () => cardOf(board.dataset.moved)?.querySelector("[data-handle]").focus();
  addEventListener("load", () => requestAnimationFrame(() => requestAnimationFrame(focus)));
}

if (typeof document !== "undefined") {
  const board = document.getElementById("board");
  if (board) start(board);
}
