// Search over ids, and names in every language.

const MOST_HITS = 20;

function hitsFor(text) {
  const wanted = text.trim().toLowerCase();
  if (!wanted) return null;
  const ranked = [];
  for (const element of inOrder) {
    const names = typeof element.n === "string" ? [element.n] : Object.values(element.n);
    const places = [element.i, ...names].map((one) => one.toLowerCase().indexOf(wanted)).filter((at) => at >= 0);
    if (places.length) ranked.push([Math.min(...places) > 0, element]);
  }
  ranked.sort((one, other) => one[0] - other[0] || one[1].number - other[1].number);
  return ranked.map(([, element]) => element);
}

function startSearch() {
  const input = byKey("/search");
  if (!input) return;
  const list = byKey("/hits");
  const count = byKey("/found");
  let shown = [];
  let active = -1;

  const hide = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); active = -1; };
  const choose = (number) => {
    active = number;
    for (const [at, item] of [...list.children].entries()) item.setAttribute("aria-selected", String(at === number));
    if (number < 0) { input.removeAttribute("aria-activedescendant"); return; }
    input.setAttribute("aria-activedescendant", `/hit-${number}`);
    list.children[number].scrollIntoView({ block: "nearest" });
  };
  const go = (element) => {
    hide();
    if (location.hash === `#${element.i}`) followAddress();
    else location.hash = element.i;
  };
  const show = () => {
    const hits = hitsFor(input.value);
    if (hits === null) { hide(); count.textContent = ""; return; }
    shown = hits.slice(0, MOST_HITS);
    list.replaceChildren(...shown.map((element, number) => {
      const kind = word(`one.${element.k}`);
      const item = make("li", { role: "option", id: `/hit-${number}`, "aria-selected": "false" }, said(element.n), " ", make("code", {}, element.i), " ", make("small", {}, kind));
      item.addEventListener("mousedown", (event) => { event.preventDefault(); go(element); });
      return item;
    }));
    count.textContent = hits.length ? `${hits.length} ${word("found")}` : word("found_none");
    list.hidden = !shown.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    choose(shown.length ? 0 : -1);
  };
  input.addEventListener("input", show);
  input.addEventListener("blur", hide);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && shown[active] && !list.hidden) go(shown[active]);
    else if (event.key === "ArrowDown" && !list.hidden) choose(Math.min(active + 1, shown.length - 1));
    else if (event.key === "ArrowUp" && !list.hidden) choose(Math.max(active - 1, 0));
    else if (event.key === "Escape" && !list.hidden) { hide(); event.stopPropagation(); }
    else return;
    event.preventDefault();
  });
}
