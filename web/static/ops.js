// The operators' pages: blocks that keep themselves up to date without flicker, and deeds that ask for a reason first.

import { ask, isForPage, post, sayLost, toldBy } from "./desk.js";

const frame = document.querySelector("[data-ops]");
const beat = document.querySelector("[data-beat]");
const every = Number(frame.dataset.refresh || 0) * 1000;

/* ---- Keeping up to date ---- */

/** Fetch this page anew; a session that has ended is opened first. */
async function fetched() {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" }, redirect: "manual" });
  if (answer.type === "opaqueredirect" || answer.status === 401) {
    await ask("/me");
    return fetched();
  }
  if (!answer.ok) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** Put blocks that have changed in place of the old; what is focused, ticked or unfolded stays so. */
function renew(page) {
  const focused = document.activeElement?.id;
  const ticked = new Set(boxes().filter((box) => box.checked).map(idOf));
  for (const part of document.querySelectorAll("[data-part]")) {
    const other = page.querySelector(`[data-part="${part.dataset.part}"]`);
    if (other && !part.isEqualNode(other)) part.replaceWith(document.adoptNode(other));
  }
  for (const box of boxes()) box.checked = ticked.has(idOf(box));
  // Counted first: a button that comes with nothing chosen takes no focus.
  recount();
  if (focused && document.activeElement?.id !== focused) document.getElementById(focused)?.focus();
}

let isAsking = false;
async function refresh() {
  if (isAsking || document.querySelector("dialog[open]")) return;
  isAsking = true;
  try {
    renew(await fetched());
    sayLost(false);
    beat.textContent = every ? ` · 每 ${every / 1000} 秒更新` : "";
    frame.classList.remove("stale");
  } catch (fault) {
    frame.classList.add("stale");
    beat.textContent = " · 已停止更新";
    // A server that answers, and says that its database is away, is not lost.
    sayLost(!/^\d+$/.test(fault.message));
    if (/^\d+$/.test(fault.message)) beat.textContent = ` · 没有更新（${fault.message}），显示的是这一刻的情况`;
  } finally {
    isAsking = false;
  }
}
if (every) {
  beat.textContent = ` · 每 ${every / 1000} 秒更新`;
  setInterval(() => document.hidden || refresh(), every);
  document.addEventListener("visibilitychange", () => document.hidden || refresh());
  addEventListener("online", refresh);
}

/* ---- Choosing lines ---- */

const boxes = () => [...document.querySelectorAll("[data-job], [data-arrival]")];
const idOf = (box) => box.dataset.job || box.dataset.arrival;
function recount() {
  const count = boxes().filter((box) => box.checked).length;
  const place = document.querySelector("[data-chosen-count]");
  if (place) place.textContent = count ? `已选 ${count} 个` : "未选";
  for (const button of document.querySelectorAll("[data-chosen]")) button.disabled = !count;
  const all = document.querySelector("[data-all]");
  if (all) {
    all.checked = count > 0 && count === boxes().length;
    all.indeterminate = count > 0 && count < boxes().length;
  }
}
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-all]")) for (const box of boxes()) box.checked = event.target.checked;
  if (event.target.matches("[data-all], [data-job], [data-arrival]")) recount();
});

/* ---- Deeds ---- */

const dialog = document.querySelector("#deed");
const form = dialog.querySelector("form");
const part = (name) => dialog.querySelector(`[data-${name}]`);
let meant = null;

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-deed]");
  if (button) openDeed(button);
});

async function openDeed(button) {
  const fields = new URLSearchParams(JSON.parse(button.dataset.fields));
  if ("chosen" in button.dataset)
    for (const box of boxes().filter((one) => one.checked)) fields.append(box.dataset.job ? "job_id" : "arrival_id", idOf(box));
  meant = { address: button.dataset.deed, fields, button: button.id };
  form.reset();
  dialog.querySelector("h2").textContent = button.dataset.title;
  part("text").textContent = button.dataset.text;
  part("do").textContent = button.dataset.verb;
  part("do").disabled = false;
  part("fault").hidden = true;
  part("from").hidden = !("startFrom" in button.dataset);
  sayHowMany("chosen" in button.dataset ? boxes().filter((one) => one.checked).length : null);
  dialog.showModal();
  form.elements.reason.focus();
  if (button.dataset.counted) await count(button.dataset.counted);
}

function sayHowMany(count, most = Infinity) {
  const place = part("howmany");
  place.hidden = count === null;
  if (count === null) return;
  const isTooMany = count >= most;
  place.textContent = isTooMany
    ? `涉及 ${most.toLocaleString()} 个以上任务，在网页上不便处理。请缩小条件，或用命令 certcheck jobs 处理。`
    : `涉及 ${count.toLocaleString()} 个。`;
  part("do").disabled = isTooMany || count === 0;
}

async function count(address) {
  const opened = meant;
  part("do").disabled = true;
  part("howmany").hidden = false;
  part("howmany").textContent = "正在计数…";
  try {
    const told = await ask(address);
    if (meant === opened) sayHowMany(told.count, told.most);
  } catch (fault) {
    sayFault(fault.message);
  }
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { address, fields, button } = meant;
  fields.set("reason", form.elements.reason.value);
  if (!part("from").hidden) fields.set("start_from", form.elements.start_from.value);
  part("do").disabled = true;
  part("fault").hidden = true;
  try {
    const answer = await post(address, fields);
    if (!answer.ok) throw new Error(await toldOf(answer));
    const told = await answer.json();
    dialog.close();
    sayDone("count" in told ? `完成：${told.count.toLocaleString()} 个。` : "完成。");
    for (const box of boxes()) box.checked = false;
    await refresh();
    // A button that has nothing left to do takes no focus.
    (document.querySelector(`#${CSS.escape(button)}:enabled`) || document.querySelector("[data-told]")).focus();
  } catch (fault) {
    sayFault(fault.message);
    part("do").disabled = false;
  }
});

/** What a refusal says to operators; some words mean something else on the reviewers' pages. */
async function toldOf(answer) {
  const told = await answer.clone().json().catch(() => ({}));
  const words = {
    input_invalid: "事由须为 2 到 500 个字；也请检查所选的任务。",
    conflict: "状态已经变化：停放的通道只能恢复。请更新后再看。",
    not_found: "它已不在了。请更新后再看。",
    not_allowed: "您的账号不能做这件事。",
  };
  return words[told.code] || toldBy(answer);
}
function sayFault(text) {
  part("fault").textContent = text;
  part("fault").hidden = false;
}
function sayDone(text) {
  const place = document.querySelector("[data-told]");
  place.textContent = text;
  place.hidden = false;
}

addEventListener("keydown", (event) => {
  if (!isForPage(event)) return;
  const tab = /^[1-6]$/.test(event.key) && document.querySelectorAll(".subnav a")[event.key - 1];
  if (tab) tab.click();
  else if (event.key === "r") refresh();
  else return;
  event.preventDefault();
});
