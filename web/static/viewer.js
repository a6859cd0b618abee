// The picture of a paper: zoom, pan, turn, and the way from a value to its pixels and back.
//
// A sheet is one <svg>; what is seen of it is its viewBox, so print stays sharp and places need no arithmetic of ours.

const STEP = 1.25;
const MOST_ZOOM = 12;
const AROUND = 3.2; // heights of the print that are shown about a value: enough for its label and the line below
const LEAST_WIDTH = 0.3; // of the picture: nearer than this, nobody knows where on the paper a value stands

export class Viewer {
  constructor(root, { onPick }) {
    this.root = root;
    this.onPick = onPick;
    this.sheets = new Map([...root.querySelectorAll("[data-sheet]")].map((sheet) => [sheet.dataset.sheet, sheet]));
    this.current = null;
    this.field = null;
    this.beside = null;
    this.view = "upright";
    for (const sheet of this.sheets.values()) this.#listen(sheet);
    // Whoever widens a panel or turns the screen still looks at the same value.
    new ResizeObserver(() => this.current && this.field && this.show(this.current.dataset.sheet, this.field)).observe(root);
  }

  get numbers() {
    return [...this.sheets.keys()];
  }

  show(number, field = null) {
    const sheet = this.sheets.get(String(number));
    if (!sheet) return;
    if (this.current !== sheet && this.beside === sheet) this.beside = null;
    this.current = sheet;
    this.field = field;
    this.#arrange();
    for (const lit of this.root.querySelectorAll(".place.lit")) lit.classList.remove("lit");
    const place = field && this.#place(sheet, field);
    if (place) {
      place.classList.add("lit");
      this.#zoomTo(sheet, place);
    } else if (!sheet.dataset.moved) {
      this.fit(sheet);
    }
  }

  toggleBeside(number = null) {
    const other = number ? this.sheets.get(String(number)) : this.#next();
    this.beside = this.beside || other === this.current ? null : other;
    this.#arrange();
    for (const sheet of [this.current, this.beside]) if (sheet) this.fit(sheet);
  }

  toggleView() {
    this.view = this.view === "upright" ? "whole" : "upright";
    this.#arrange();
    for (const sheet of [this.current, this.beside]) if (sheet) this.fit(sheet);
    return this.view;
  }

  turn(sheet = this.current) {
    sheet.dataset.turns = String((Number(sheet.dataset.turns || 0) + 1) % 4);
    this.fit(sheet);
  }

  zoom(factor, sheet = this.current, at = null) {
    const picture = this.#picture(sheet);
    if (!picture) return;
    const box = this.#box(picture);
    const full = this.#full(picture);
    const width = Math.min(full.width * 1.6, Math.max(full.width / MOST_ZOOM, box.width / factor));
    const scale = width / box.width;
    const [x, y] = at || [box.x + box.width / 2, box.y + box.height / 2];
    this.#setBox(picture, x - (x - box.x) * scale, y - (y - box.y) * scale, width, box.height * scale);
    sheet.dataset.moved = "1";
    this.field = null;
  }

  pan(across, down, sheet = this.current) {
    const picture = this.#picture(sheet);
    if (!picture) return;
    const box = this.#box(picture);
    this.#setBox(picture, box.x + across * box.width, box.y + down * box.height, box.width, box.height);
    sheet.dataset.moved = "1";
  }

  fit(sheet = this.current) {
    const picture = this.#picture(sheet);
    if (!picture) return;
    const { width, height } = this.#full(picture);
    this.#setBox(picture, 0, 0, width, height);
    delete sheet.dataset.moved;
  }

  /** Show every paper whole, for paper; what is returned shows again what was on the screen. */
  forPaper() {
    const before = [];
    for (const sheet of this.sheets.values()) {
      const picture = this.#picture(sheet);
      if (!picture) continue;
      this.#load(picture);
      before.push([picture, picture.getAttribute("viewBox")]);
      const { width, height } = this.#full(picture);
      this.#setBox(picture, 0, 0, width, height);
    }
    return () => before.forEach(([picture, box]) => picture.setAttribute("viewBox", box));
  }

  #next() {
    const all = [...this.sheets.values()];
    return all[(all.indexOf(this.current) + 1) % all.length];
  }

  #arrange() {
    for (const sheet of this.sheets.values()) {
      sheet.hidden = sheet !== this.current && sheet !== this.beside;
      sheet.classList.toggle("second", sheet === this.beside);
      for (const picture of sheet.querySelectorAll("svg[data-view]")) {
        const has = sheet.querySelector(`svg[data-view="${this.view}"]`);
        picture.toggleAttribute("hidden", has ? picture.dataset.view !== this.view : false);
        if (!sheet.hidden && !picture.hasAttribute("hidden")) this.#load(picture);
      }
    }
    this.root.classList.toggle("two", Boolean(this.beside));
  }

  // Pictures are asked for when they are first shown: a dossier of ten papers opens with one.
  #load(picture) {
    const image = picture.querySelector("image");
    if (!image.getAttribute("href")) image.setAttribute("href", image.dataset.href);
  }

  #picture(sheet) {
    return sheet && (sheet.querySelector(`svg[data-view="${this.view}"]`) || sheet.querySelector("svg[data-view]"));
  }

  #place(sheet, field) {
    const picture = this.#picture(sheet);
    return picture && picture.querySelector(`.place[data-field="${CSS.escape(field)}"]`);
  }

  #full(picture) {
    const width = Number(picture.dataset.width);
    const height = Number(picture.dataset.height);
    const turns = Number(picture.closest("[data-sheet]").dataset.turns || 0);
    return turns % 2 ? { width: height, height: width } : { width, height };
  }

  #box(picture) {
    const { x, y, width, height } = picture.viewBox.baseVal;
    return { x, y, width, height };
  }

  #setBox(picture, x, y, width, height) {
    const turns = Number(picture.closest("[data-sheet]").dataset.turns || 0);
    const w = Number(picture.dataset.width);
    const h = Number(picture.dataset.height);
    const moves = ["", `translate(${h} 0) rotate(90)`, `translate(${w} ${h}) rotate(180)`, `translate(0 ${w}) rotate(270)`];
    picture.querySelector("g").setAttribute("transform", moves[turns]);
    picture.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
  }

  #zoomTo(sheet, place) {
    const picture = this.#picture(sheet);
    sheet.dataset.turns = "0";
    const value = place.querySelector("polygon").getBBox();
    const full = this.#full(picture);
    const shown = picture.getBoundingClientRect();
    const ratio = shown.width && shown.height ? shown.width / shown.height : 1.4;
    const tall = Math.max(value.height * (1 + 2 * AROUND), (value.width * 1.35) / ratio, (full.width * LEAST_WIDTH) / ratio);
    const height = Math.min(tall, Math.max(full.height, full.width / ratio));
    const width = height * ratio;
    const x = value.x + value.width / 2 - width / 2;
    const y = value.y + value.height / 2 - height / 2;
    this.#setBox(picture, x, y, width, height);
    sheet.dataset.moved = "1";
  }

  #listen(sheet) {
    let from = null;
    sheet.addEventListener("pointerdown", (event) => {
      if (event.button !== 0 || !event.target.closest("svg[data-view]")) return;
      from = { x: event.clientX, y: event.clientY, moved: false, target: event.target };
      sheet.setPointerCapture(event.pointerId);
    });
    sheet.addEventListener("pointermove", (event) => {
      if (!from) return;
      const picture = this.#picture(sheet);
      const shown = picture.getBoundingClientRect();
      const across = (from.x - event.clientX) / shown.width;
      const down = (from.y - event.clientY) / shown.height;
      if (!from.moved && Math.hypot(from.x - event.clientX, from.y - event.clientY) < 4) return;
      from = { ...from, x: event.clientX, y: event.clientY, moved: true };
      this.pan(across, down, sheet);
    });
    sheet.addEventListener("pointerup", () => {
      const place = from && !from.moved && from.target.closest(".place");
      from = null;
      if (place) this.onPick(sheet.dataset.sheet, place.dataset.field);
    });
    sheet.addEventListener("pointercancel", () => (from = null));
    sheet.addEventListener(
      "wheel",
      (event) => {
        const picture = event.target.closest("svg[data-view]");
        if (!picture) return;
        event.preventDefault();
        const spot = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
        this.zoom(event.deltaY < 0 ? STEP : 1 / STEP, sheet, [spot.x, spot.y]);
      },
      { passive: false },
    );
    sheet.addEventListener("dblclick", () => this.fit(sheet));
  }
}
