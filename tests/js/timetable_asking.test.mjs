import assert from "node:assert/strict";
import test from "node:test";

import {
  Asker,
  besideOf,
  heightAt,
  mapQuestionOf,
  questionOf,
  runsOf,
  spokenOf,
} from "../../static/js/timetable_asking.js";

/** Give questions that wait, and the function that asks them. */
function waitingQuestions() {
  const waiting = [];
  const ask = (question) =>
    new Promise((answer, fail) => waiting.push({ question, answer, fail }));
  return { waiting, ask };
}

const turn = () => new Promise((done) => setImmediate(done));

test("one question is on its way, and of those that came meanwhile the last is asked", async () => {
  const { waiting, ask } = waitingQuestions();
  const told = [];
  const asker = new Asker(ask);

  for (const question of ["a", "b", "c"]) asker.ask(question, (answer) => told.push(answer));
  assert.deepEqual(waiting.map((one) => one.question), ["a"]);
  waiting[0].answer("A");
  await turn();
  assert.deepEqual(waiting.map((one) => one.question), ["a", "c"]);
  waiting[1].answer("C");
  await turn();

  assert.deepEqual(told, ["C"]);
});

test("an answer is kept, and told at once when it is asked for again", async () => {
  const { waiting, ask } = waitingQuestions();
  const told = [];
  const asker = new Asker(ask);

  asker.ask("a", (answer) => told.push(answer));
  waiting[0].answer("A");
  await turn();
  asker.ask("b", (answer) => told.push(answer));
  asker.ask("a", (answer) => told.push(`${answer} again`));
  assert.deepEqual(told, ["A", "A again"]);
  waiting[1].answer("B");
  await turn();

  assert.deepEqual(told, ["A", "A again"]);
  assert.equal(waiting.length, 2);
});

test("a question that fails is told as null, and may be asked again", async () => {
  const { waiting, ask } = waitingQuestions();
  const told = [];
  const asker = new Asker(ask);

  asker.ask("a", (answer) => told.push(answer));
  waiting[0].fail(new Error("no net"));
  await turn();
  asker.ask("a", (answer) => told.push(answer));
  waiting[1].answer("A");
  await turn();

  assert.deepEqual(told, [null, "A"]);
});

test("nothing is told once it is over", async () => {
  const { waiting, ask } = waitingQuestions();
  const told = [];
  const asker = new Asker(ask);

  asker.ask("a", (answer) => told.push(answer));
  asker.stop();
  waiting[0].answer("A");
  await turn();

  assert.deepEqual(told, []);
});

test("questions name their session and slot, by instant or by what was typed", () => {
  const slot = { minutes: 45, track: "Blue & red", stop: "D1" };
  assert.equal(
    questionOf({ code: "A/1", at: "2030-05-15T10:00:00Z", ...slot }),
    "A%2F1?at=2030-05-15T10%3A00%3A00Z&minutes=45&track=Blue+%26+red&stop=D1",
  );
  assert.equal(
    questionOf({ code: "A", starts: "2030-05-15T12:00", ...slot }),
    "A?starts=2030-05-15T12%3A00&minutes=45&track=Blue+%26+red&stop=D1",
  );
  assert.equal(mapQuestionOf({ code: "A", ...slot }), "A/map?stop=D1&minutes=45");
});

test("what is equally bad is one stretch", () => {
  assert.deepEqual(runsOf("0033102"), [
    { from: 0, to: 2, bad: "0" },
    { from: 2, to: 4, bad: "3" },
    { from: 4, to: 5, bad: "1" },
    { from: 5, to: 6, bad: "0" },
    { from: 6, to: 7, bad: "2" },
  ]);
  assert.deepEqual(runsOf(""), []);
});

test("moments lie within their row, those outside at an end", () => {
  const rows = [
    { at: "2030-05-15T10:00:00Z", minutes: 30, top: 100, bottom: 160 },
    { at: "2030-05-15T10:30:00Z", minutes: 10, top: 160, bottom: 260 },
  ];
  assert.equal(heightAt(rows, "2030-05-15T10:10:00Z"), 120);
  assert.equal(heightAt(rows, "2030-05-15T10:30:00Z"), 160);
  assert.equal(heightAt(rows, "2030-05-15T10:35:00Z"), 210);
  assert.equal(heightAt(rows, "2030-05-15T09:00:00Z"), 100);
  assert.equal(heightAt(rows, "2030-05-15T11:00:00Z"), 260);
  assert.equal(heightAt([], "2030-05-15T11:00:00Z"), 0);
});

test("the box stands to the right, else to the left, else where there is room", () => {
  assert.equal(besideOf({ left: 300, right: 500 }, 350, 1280), 508);
  assert.equal(besideOf({ left: 800, right: 1000 }, 350, 1280), 442);
  assert.equal(besideOf({ left: 200, right: 1200 }, 350, 1280), 922);
  assert.equal(besideOf({ left: 10, right: 350 }, 344, 360), 8);
});

test("who listens hears the time, what conflicts, and whose hours", () => {
  const spoken = spokenOf({
    day: "",
    when: "10:30–10:45",
    where: "Stockholm UTC+2",
    track: "Blue",
    verdict: "Cannot be held like this.",
    problems: [{ severity: "severe", words: "Shares 5 minutes." }],
    people: [
      { name: "Mio", clock: "03:30–03:45", days: "+1 day", place: "Tokyo", night: "night" },
    ],
  });

  assert.equal(
    spoken,
    "10:30–10:45, Stockholm UTC+2, Blue. Cannot be held like this. Shares 5 minutes. " +
      "Mio 03:30–03:45 +1 day Tokyo night",
  );
  assert.equal(spokenOf({ kind: "wrong", verdict: "No." }), "No.");
});
