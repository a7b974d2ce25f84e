// Tables as CSV and pictures as SVG: files that the page makes itself.

function download(name, type, text) {
  const link = make("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const fileName = (id, suffix) => `${(document.title + id).replace(/[^\p{L}\p{N}.-]+/gu, "-")}.${suffix}`;

/** Return a cell as it reads, on one line. */
const plainText = (cell) => (cell.innerText || cell.textContent).replace(/\s+/g, " ").trim();

/** Return the rows of a table as texts; what spans several rows stands in each of them. */
function cellsOf(table) {
  const spans = [];
  return [...table.rows].map((row) => {
    const texts = [];
    const cells = [...row.cells];
    for (let at = 0; cells.length || spans[at]?.left; at += 1) {
      if (spans[at]?.left) { texts.push(spans[at].text); spans[at].left -= 1; continue; }
      const cell = cells.shift();
      const text = plainText(cell);
      texts.push(text);
      if (cell.rowSpan > 1) spans[at] = { text, left: cell.rowSpan - 1 };
    }
    return texts;
  });
}

/** Return text that a spreadsheet does not take for a formula, as planmodel's own tables have it; numbers stay numbers. */
function harmless(text) {
  return /^'*[=+\-@＝＋－＠]/.test(text) && !/^[+-]?[\d.,]+( ?%)?$/.test(text) ? `'${text}` : text;
}

function csvOf(table) {
  const quoted = (text) => `"${harmless(text).replaceAll('"', '""')}"`;
  return "\ufeff" + cellsOf(table).map((row) => row.map(quoted).join(",")).join("\r\n") + "\r\n";
}

const LOOK = ["fill", "stroke", "stroke-width", "stroke-dasharray", "text-anchor", "font-family", "font-size", "font-weight"];

/** Return a picture as a file of its own: what the page's style gives it becomes attributes. */
function svgOf(picture) {
  const copy = picture.cloneNode(true);
  const shapes = [...picture.querySelectorAll("*")];
  for (const [at, one] of [...copy.querySelectorAll("*")].entries()) {
    one.removeAttribute("tabindex");
    one.removeAttribute("role");
    if (shapes[at].closest("defs, title")) continue;
    const look = getComputedStyle(shapes[at]);
    for (const name of LOOK) {
      const value = look.getPropertyValue(name);
      if (value && !value.includes("url(") && (shapes[at].localName !== "g" || !name.startsWith("font"))) one.setAttribute(name, value);
    }
  }
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const { width, height } = picture.viewBox.baseVal;
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  return new XMLSerializer().serializeToString(copy);
}

const saveButton = (key, act) => {
  const button = make("button", { type: "button", class: "save", "data-w": key }, word(key));
  button.addEventListener("click", act);
  return button;
};

function startSaving() {
  for (const table of document.querySelectorAll("main table[id]")) {
    const save = saveButton("save_csv", () => {
      showAll(table.id);
      download(fileName(table.id, "csv"), "text/csv;charset=utf-8", csvOf(table));
    });
    table.closest(".scroll").after(make("p", { class: "saves" }, save));
  }
  for (const box of boxes) {
    const save = saveButton("save_svg", () => download(fileName(box.dataset.picture, "svg"), "image/svg+xml", svgOf(box.querySelector("svg"))));
    box.previousElementSibling.append(save);
  }
}
