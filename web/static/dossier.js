// The page of one dossier: findings at right, pixels at left, a decision one key away.

import { ask, csrf, isAttended, isForPage, keepDraft, post, sayLost, toldBy } from "./desk.js";
import { cellHere, cellOf, isMatrixShown, listenToCells, markCell, nextCell } from "./matrix.js";
import { Viewer } from "./viewer.js";

const body = document.body;
const id = body.dataset.application;
const address = `/review/${encodeURIComponent(id)}`;
const lines = [...document.querySelectorAll("[data-line]")];
const viewer = new Viewer(document.querySelector(".sheets"), { onPick: pick });
let here = null;
let backOnScreen = null;
addEventListener("beforeprint", () => (backOnScreen = viewer.forPaper()));
addEventListener("afterprint", () => backOnScreen?.());

// --- From a finding to its pixels, and back.

function open(number, field = null) {
  viewer.show(number, field);
  for (const tab of document.querySelectorAll(".tabs [role=tab][data-open-sheet]")) {
    const selected = tab.dataset.openSheet === String(number);
    tab.setAttribute("aria-selected", String(selected));
    if (selected) tab.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  markCell(number, field);
}

function select(line, { scrolls = true } = {}) {
  if (!line) return;
  here?.classList.remove("here");
  here = line;
  line.classList.add("here");
  for (const image of line.querySelectorAll("image[data-href]")) image.setAttribute("href", image.dataset.href);
  if (scrolls) line.scrollIntoView({ block: "nearest" });
  if (line.dataset.sheetNumber) open(line.dataset.sheetNumber, line.dataset.field || null);
}

function pick(number, field) {
  open(number, field);
  const line = lines.find((one) => one.dataset.sheetNumber === number && one.dataset.field === field);
  if (line) return showPanel("findings"), select(line);
  const cell = cellOf(number, field);
  if (cell) {
    showPanel("matrix");
    cell.scrollIntoView({ block: "center", inline: "center" });
  }
}

for (const line of lines) line.addEventListener("click", (event) => event.target.closest("button, a") || select(line));
for (const line of lines)
  line.querySelector("h3").addEventListener("keydown", (event) => event.key === "Enter" && select(line));
for (const button of document.querySelectorAll("[data-open-sheet]"))
  button.addEventListener("click", () => open(button.dataset.openSheet, button.dataset.openField || null));

function step(by) {
  if (isMatrixShown()) return stepCell(by, 0);
  const shown = lines.filter((line) => line.closest(".panel:not([hidden])"));
  if (!shown.length) return;
  select(shown[Math.max(0, Math.min(shown.length - 1, shown.indexOf(here) + by))]);
}

// --- From cell to cell of the table.

listenToCells(open);
function stepCell(down, across) {
  const cell = nextCell(down, across);
  if (!cell) return;
  document.activeElement.closest("td[data-cell] button")?.blur();
  open(cell.dataset.cell, cell.dataset.cellField);
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}

// --- The panels at right.

function showPanel(name) {
  // Whoever comes back from the table sees the finding that is chosen, and not the cell that was.
  if (name === "findings" && isMatrixShown()) select(here);
  for (const panel of document.querySelectorAll(".panel")) panel.hidden = panel.id !== name;
  for (const tab of document.querySelectorAll("[data-panel]"))
    tab.setAttribute("aria-selected", String(tab.dataset.panel === name));
  document.querySelector(".split").classList.toggle("wide-table", name === "matrix");
}
for (const tab of document.querySelectorAll("[data-panel]"))
  tab.addEventListener("click", () => showPanel(tab.dataset.panel));

// --- The picture's tools.

const TOOLS = {
  in: () => viewer.zoom(1.25),
  out: () => viewer.zoom(1 / 1.25),
  fit: () => viewer.fit(),
  turn: () => viewer.turn(),
  view: () => press("view", viewer.toggleView() === "whole"),
  beside: () => (viewer.toggleBeside(), press("beside", Boolean(viewer.beside))),
};
const press = (tool, pressed) =>
  document.querySelector(`[data-tool="${tool}"]`)?.setAttribute("aria-pressed", String(pressed));
for (const button of document.querySelectorAll("[data-tool]"))
  button.addEventListener("click", () => TOOLS[button.dataset.tool]());

// --- Holding: whoever opens a dossier that waits at their level takes it in hand, and lets it go on leaving.

const acts = Boolean(body.dataset.acts) && body.dataset.held !== "other";
let isHeld = false;
let isAsked = false; // From the moment a claim is on its way: whoever leaves before its answer lets go, too.
let isLeaving = false;
async function claim(takesOver = "") {
  isAsked = true;
  const answer = await post(`${address}/claim`, takesOver ? { takes_over: takesOver } : {});
  if (!answer.ok) {
    isAsked = isHeld;
    throw new Error(await toldBy(answer));
  }
  await answer.text(); // An answer that is not read keeps its line.
  isHeld = true;
  body.dataset.held = "mine";
}
// Also where it is ours already: a page that is reloaded lets go of it after the new one was made.
if (acts) claim().catch((error) => sayNote(error.message));
document.querySelector("[data-take-over]")?.addEventListener("click", (event) =>
  claim(event.target.dataset.takeOver).then(reload, (error) => alertIn(event.target.closest("p"), error)),
);

/** Hold on, and never get in the way of whoever types: a session that has ended is noticed when something is sent. */
async function holdOn() {
  if (!isHeld || document.hidden || !isAttended()) return;
  try {
    const answer = await fetch(`${address}/claim`, { method: "POST", headers: { "X-CSRF-Token": csrf(), Accept: "application/json" }, redirect: "manual" });
    sayLost(false);
    await answer.text();
    if (answer.status === 409) sayNote("这份材料已由他人接手。填写的内容还在本页；请刷新后再看。");
  } catch {
    sayLost(true);
  }
}
setInterval(holdOn, 120_000);
function letGo() {
  if (!isAsked || isLeaving) return Promise.resolve();
  isLeaving = true;
  const fields = new URLSearchParams({ csrf: csrf() });
  return fetch(`${address}/release`, { method: "POST", body: fields, keepalive: true }).catch(() => {});
}
addEventListener("pagehide", letGo);
addEventListener("pageshow", (event) => event.persisted && location.reload());
function reload() {
  isLeaving = true;
  location.reload();
}
function sayNote(text) {
  const note = document.querySelector(".decide [role=status]") || document.createElement("p");
  note.className = "note";
  note.setAttribute("role", "status");
  note.textContent = text;
  document.querySelector(".decide").prepend(note);
}

/** Send what is decided or corrected; where our hold has lapsed meanwhile and nobody else took it, take it again. */
async function send(what, form) {
  let answer = await post(`${address}/${what}`, new FormData(form));
  if (answer.status === 409) {
    await claim();
    answer = await post(`${address}/${what}`, new FormData(form));
  }
  if (!answer.ok) throw new Error(await toldBy(answer));
  return answer.json();
}

// --- Deciding.

/** Ctrl+Enter sends from wherever one types and from the button that sends, and Enter where it makes no line. */
function sendByKeys(form) {
  const main = form.querySelector("button.main");
  form.addEventListener("keydown", (event) => {
    const button = event.target.closest("button");
    if (event.key !== "Enter" || event.isComposing || (button && (button !== main || !event.ctrlKey))) return;
    if (event.target.closest("textarea") && !event.ctrlKey) return;
    event.preventDefault();
    if (!event.repeat && !main.disabled) form.requestSubmit();
  });
}

const alertIn = (place, error) => {
  const fault = place.querySelector(".fault") || place;
  fault.textContent = error.message;
  fault.hidden = false;
};

for (const dialog of document.querySelectorAll("dialog[data-deed]")) {
  const form = dialog.querySelector("form");
  const draft = keepDraft(form, `${id}:${dialog.dataset.deed}`);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button.main");
    button.disabled = true;
    try {
      const told = await send("decide", form);
      draft.drop();
      isHeld = false;
      if (told.is_opinion) reload();
      else goOn();
    } catch (error) {
      alertIn(form, error);
    } finally {
      button.disabled = false;
    }
  });
  sendByKeys(form);
}
function begin(deed) {
  const dialog = document.querySelector(`dialog[data-deed="${deed}"]`);
  if (!dialog || document.querySelector(`[data-begin="${deed}"]`)?.disabled) return;
  dialog.showModal();
  // What must be written is written first; where nothing must, Enter decides.
  (dialog.querySelector("textarea[required]") || dialog.querySelector("button.main")).focus();
}
for (const button of document.querySelectorAll("[data-begin]"))
  button.addEventListener("click", () => begin(button.dataset.begin));

// --- Correcting what was read.

const correcting = document.querySelector("dialog[data-correcting]");
/** Correct one field of one paper, of which a line or a cell tells the title, and the cell what was read. */
function correct(number, field, title) {
  const sheet = document.querySelector(`[data-sheet="${number}"]`);
  if (!correcting || !sheet || !field) return;
  if (correcting.dataset.cannot) return sayNote(correcting.dataset.cannot);
  const cell = cellOf(number, field);
  if (cell && cell.dataset.read === undefined) return sayNote("这类材料不印这一项，没有可以更正的读数。");
  const form = correcting.querySelector("form");
  const read = cell?.dataset.read || "";
  form.elements.document_id.value = sheet.dataset.document;
  form.elements.field.value = field;
  form.elements.value.defaultValue = read;
  correcting.querySelector("[data-title]").textContent = title;
  correcting.querySelector("[data-paper]").textContent = sheet.querySelector(".name").firstChild.textContent.trim();
  correcting.querySelector("[data-read]").textContent = read || "（没有读出）";
  form.draft = keepDraft(form, `${id}:${sheet.dataset.document}:${field}`);
  open(number, field);
  correcting.showModal();
  // What was read is there to be mended, and gone with the first key where all of it is wrong.
  form.elements.value.select();
}
const correctLine = (line) => line && correct(line.dataset.sheetNumber, line.dataset.field, line.dataset.title);
const correctCell = (cell) => cell && correct(cell.dataset.cell, cell.dataset.cellField, cell.dataset.title);
for (const button of document.querySelectorAll("[data-correct]"))
  button.addEventListener("click", () => correctLine(button.closest("[data-line]")));
document.querySelector("[data-correct-cell]")?.addEventListener("click", () => correctCell(cellHere()));
if (correcting) sendByKeys(correcting.querySelector("form"));
correcting?.querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  try {
    await send("correct", form);
    form.draft.drop();
    reload();
  } catch (error) {
    alertIn(form, error);
  }
});

// --- The next one: known before this one is decided, its first pictures fetched ahead.

const queue = JSON.parse(sessionStorage.getItem("queue") || "[]");
const place = queue.indexOf(id);
const next = place >= 0 ? queue[place + 1] : null;
const before = place > 0 ? queue[place - 1] : null;
// Let go first, so that the list already says so; but nobody waits for a line that is slow.
const goTo = (other) =>
  Promise.race([letGo(), new Promise((done) => setTimeout(done, 400))]).then(() =>
    location.assign(other ? `/review/${encodeURIComponent(other)}` : "/review"),
  );
const goOn = () => goTo(next);
if (next)
  ask(`/review/${encodeURIComponent(next)}/ahead`)
    .then(({ pictures }) => pictures.forEach((picture) => (new Image().src = picture)))
    .catch(() => {});

// --- Keys.

const KEYS = {
  ArrowDown: () => step(1), ArrowUp: () => step(-1), j: () => step(1), k: () => step(-1),
  ArrowLeft: () => stepCell(0, -1), ArrowRight: () => stepCell(0, 1),
  m: () => showPanel(isMatrixShown() ? "findings" : "matrix"),
  h: () => showPanel(document.querySelector("#past").hidden ? "past" : "findings"),
  "+": TOOLS.in, "=": TOOLS.in, "-": TOOLS.out, 0: TOOLS.fit, t: TOOLS.turn, v: TOOLS.view, b: TOOLS.beside,
  g: () => (isMatrixShown() || !here ? correctCell(cellHere()) : correctLine(here)), n: goOn, p: () => before && goTo(before), Escape: () => goTo(null),
};
addEventListener("keydown", (event) => {
  if (!isForPage(event) || (/^Arrow(Left|Right)$/.test(event.key) && !isMatrixShown())) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const number = Number(key);
  const deed = document.querySelector(`[data-begin][data-key="${CSS.escape(key)}"]`);
  if (deed && !event.repeat) begin(deed.dataset.begin);
  else if (number >= 1 && number <= 9) open(number);
  else if (KEYS[key]) KEYS[key]();
  else return;
  event.preventDefault();
});

// --- What is seen first: the gravest finding, at its pixels.

showPanel("findings");
if (lines.length) select(lines[0], { scrolls: false });
if (!viewer.current && viewer.numbers.length) open(viewer.numbers[0]);
