// The list: rows by arrow keys, counts that keep themselves, and the order in which dossiers follow each other.

import { isAttended, isForPage, sayLost } from "./desk.js";

const rows = [...document.querySelectorAll(".list tbody tr[data-application]")];
sessionStorage.setItem("queue", JSON.stringify(rows.map((row) => row.dataset.application)));

const last = sessionStorage.getItem("last");
let here = rows.find((row) => row.dataset.application === last) || rows[0] || null;
const select = (row) => {
  here?.classList.remove("here");
  here = row;
  row?.classList.add("here");
  row?.scrollIntoView({ block: "nearest" });
};
select(here);
const open = (row) => {
  if (!row) return;
  sessionStorage.setItem("last", row.dataset.application);
  location.assign(row.querySelector("a").href);
};
for (const row of rows) row.addEventListener("click", (event) => event.target.closest("a, button") || open(row));

// Out of the search and back to the rows.
addEventListener("keydown", (event) => event.key === "Escape" && event.target.closest?.("form.filters") && event.target.blur());
addEventListener("keydown", (event) => {
  if (!isForPage(event)) return;
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  if (step) select(rows[Math.max(0, Math.min(rows.length - 1, rows.indexOf(here) + step))]);
  else if (event.key === "Enter") open(here);
  else if (event.key === "/") document.querySelector("#search").focus();
  else if (event.key === "n") document.querySelector("[rel=next]")?.click();
  else return;
  event.preventDefault();
});

async function recount() {
  if (document.hidden || !isAttended()) return;
  try {
    const answer = await fetch("/review/list/counts", { headers: { Accept: "application/json" }, redirect: "manual" });
    sayLost(false);
    // A session that has ended is told when something is opened, not out of nothing.
    if (!answer.ok) return;
    const told = await answer.json();
    for (const [name, count] of Object.entries({ ...told.waiting, ...told.states })) {
      const place = document.querySelector(`[data-count="${name}"]`);
      if (place) place.textContent = count >= told.most ? `${told.most}+` : String(count);
    }
  } catch {
    sayLost(true);
  }
}
setInterval(recount, 15_000);
