// The table of fields by papers: which cell is chosen, and the way from one to the next.

const panel = document.querySelector("#matrix");
export const isMatrixShown = () => !panel.hidden;
export const cellOf = (number, field) => document.querySelector(`[data-cell="${number}"][data-cell-field="${CSS.escape(field)}"]`);
export const cellHere = () => document.activeElement.closest("td[data-cell]") || document.querySelector("td.here");

export function markCell(number, field) {
  for (const cell of document.querySelectorAll("td.here")) cell.classList.remove("here");
  if (field) cellOf(number, field)?.classList.add("here");
}

/** A click on any cell chooses it; one whose pixels are known is a button of its own. */
export function listenToCells(open) {
  for (const cell of document.querySelectorAll("td[data-cell]"))
    cell.addEventListener("click", (event) => event.target.closest("button") || open(cell.dataset.cell, cell.dataset.cellField));
}

/** Return the next cell that has something, over rows and papers that have not; none at the edge. */
export function nextCell(down, across) {
  const from = cellHere();
  if (!from) return document.querySelector("td[data-cell]");
  const rows = [...document.querySelectorAll(".matrix tbody tr")];
  let row = rows.indexOf(from.parentElement);
  let column = from.cellIndex;
  let cell;
  do cell = rows[(row += down)]?.cells[(column += across)];
  while (rows[row] && (cell || down) && !cell?.dataset.cell);
  return cell?.dataset.cell ? cell : null;
}
