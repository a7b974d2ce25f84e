// Long lists: their later rows wait in a template until they are asked for; rows can be filtered by a text.

function showAll(id) {
  const rest = document.querySelector(`template[data-rest="${CSS.escape(id)}"]`);
  if (!rest) return;
  const list = byKey(id);
  const rows = document.importNode(rest.content, true);
  translate(rows);
  (list.tBodies?.[0] ?? list).append(rows);
  rest.remove();
  document.querySelector(`[data-more="${CSS.escape(id)}"]`)?.parentElement.remove();
}

function filterRows(input) {
  showAll(input.dataset.filter);
  const wanted = input.value.trim().toLowerCase();
  let group = [];
  const settle = () => {
    const hidden = !group.some((row) => row.textContent.toLowerCase().includes(wanted));
    for (const row of group) row.hidden = hidden;
  };
  for (const row of byKey(input.dataset.filter).querySelectorAll("tbody > tr")) {
    if (!row.classList.contains("next")) { settle(); group = []; }
    group.push(row);
  }
  settle();
}

/** Return the rows of a table in groups that stay together: a row, and those that say more of the same element. */
function groupsOf(table) {
  const groups = [];
  for (const row of table.tBodies[0].rows) {
    if (row.classList.contains("next")) groups.at(-1)?.push(row);
    else groups.push([row]);
  }
  return groups;
}

/** Return what a cell is sorted by: its first number, behind its unit, where it begins with one; else its text. */
function sortKey(row, at) {
  const text = row.cells[at]?.textContent.trim() ?? "";
  if (text === "" || text === "—") return null;
  const number = /^[^\d\s−+-]{0,2}\s?([−+-]?\d[\d,]*\.?\d*)(?![-\d])\s*([^\s\d(（,;–~～至]*)/.exec(text);
  return number ? { unit: number[2], number: Number(number[1].replaceAll(",", "").replace("−", "-")) } : text;
}

function sortRows(head) {
  const table = head.closest("table");
  showAll(table.id);
  const down = head.getAttribute("aria-sort") === "ascending";
  for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const order = new Intl.Collator(root.lang, { numeric: true });
  const compared = (one, other) => {
    if (one === null || other === null) return (one === null) - (other === null); // what is missing stays last
    const [text, next] = [one, other].map((key) => key.unit ?? key); // 3 亿元 is no less than 5 万元: like stands by like
    const numbers = one.number !== undefined && other.number !== undefined;
    return (down ? -1 : 1) * (order.compare(text, next) || (numbers ? one.number - other.number : 0));
  };
  const keyed = groupsOf(table).map((rows) => [sortKey(rows[0], head.cellIndex), rows]);
  keyed.sort((one, other) => compared(one[0], other[0]));
  table.tBodies[0].append(...keyed.flatMap(([, rows]) => rows));
}

/** Make the heads of tables buttons that sort; the words move into them. */
function startSorting() {
  for (const head of document.querySelectorAll("main table[id] > thead th[data-w]")) {
    const button = make("button", { type: "button", class: "sort", "data-w": head.dataset.w }, head.textContent);
    delete head.dataset.w;
    button.addEventListener("click", () => sortRows(head));
    head.replaceChildren(button);
  }
}

/** Give the cells of a table that is wider than paper their heads, and mark those that say nothing. */
function labelCells() {
  for (const table of document.querySelectorAll("table.wide")) {
    const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
    for (const cell of table.querySelectorAll("td")) {
      cell.dataset.head = heads[cell.cellIndex];
      cell.toggleAttribute("data-empty", cell.textContent.trim() === "—");
    }
  }
}

/** Unfold everything for paper, where nothing can be clicked, and fold it again afterwards. */
function startPrinting() {
  let folded = [];
  let heads = [];
  addEventListener("beforeprint", () => {
    labelCells();
    folded = [...document.querySelectorAll("main details:not([open])")];
    for (const one of folded) one.open = true;
    // a head that is repeated on the next page shows no button
    heads = [...document.querySelectorAll(".sort")].map((button) => [button.parentElement, button]);
    for (const [head, button] of heads) head.replaceChildren(button.textContent);
  });
  addEventListener("afterprint", () => {
    for (const one of folded) one.open = false;
    for (const [head, button] of heads) head.replaceChildren(button);
  });
}

function startTables() {
  startSorting();
  for (const button of document.querySelectorAll("[data-more]")) {
    button.addEventListener("click", () => {
      const list = byKey(button.dataset.more);
      const first = list.querySelectorAll("tbody > tr, :scope > li").length;
      showAll(button.dataset.more);
      list.querySelectorAll("tbody > tr, :scope > li")[first]?.querySelector("a")?.focus();
    });
  }
  for (const input of document.querySelectorAll("[data-filter]")) {
    input.addEventListener("input", () => { filterRows(input); keep(`filter${input.dataset.filter}`, input.value.trim()); });
  }
}
