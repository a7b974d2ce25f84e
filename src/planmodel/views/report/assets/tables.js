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

/** Unfold everything for paper, where nothing can be clicked, and fold it again afterwards. */
function startPrinting() {
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("main details:not([open])")];
    for (const one of folded) one.open = true;
  });
  addEventListener("afterprint", () => { for (const one of folded) one.open = false; });
}

function startTables() {
  for (const button of document.querySelectorAll("[data-more]")) {
    button.addEventListener("click", () => {
      const list = byKey(button.dataset.more);
      const first = list.querySelectorAll("tbody > tr, :scope > li").length;
      showAll(button.dataset.more);
      list.querySelectorAll("tbody > tr, :scope > li")[first]?.querySelector("a")?.focus();
    });
  }
  for (const input of document.querySelectorAll("[data-filter]")) input.addEventListener("input", () => filterRows(input));
}
