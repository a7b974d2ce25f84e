// The picture of a plan that answers clicks. Texts of the plan are only ever set as text.

const SVG = "image/svg+xml";
const LINE = /^(\S+) → (\S+): /;
let views = 0;

/** Return an element with a class, a text and children. */
function make(name, { kind = "", text = "", ...attributes } = {}, ...children) {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  if (text) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Return the picture as a node of this page, its ids made unique, so that two pictures share none. */
function imported(source, prefix) {
  const parsed = new DOMParser().parseFromString(source, SVG);
  if (parsed.querySelector("parsererror")) throw new Error("the picture is no SVG");
  const svg = document.importNode(parsed.documentElement, true);
  for (const one of svg.querySelectorAll("[id]")) {
    if (one.id.startsWith("node-")) one.dataset.id = one.id.slice("node-".length);
    one.id = prefix + one.id;
  }
  for (const name of ["marker-end", "fill", "stroke"]) {
    for (const one of svg.querySelectorAll(`[${name}^="url(#"]`)) {
      one.setAttribute(name, one.getAttribute(name).replace("url(#", `url(#${prefix}`));
    }
  }
  return svg;
}

/** Return nodes by id, and every line with the ids that it joins. */
function graphOf(svg) {
  const nodes = new Map([...svg.querySelectorAll("[data-id]")].map((node) => [node.dataset.id, node]));
  const edges = [];
  for (const line of svg.querySelectorAll(".edge")) {
    const found = LINE.exec(line.querySelector("title")?.textContent ?? "");
    if (!found) continue; // a line of the legend
    edges.push({ line, tail: found[1], head: found[2], relation: line.classList.item(1) });
    line.classList.add("drawn");
  }
  return { nodes, edges };
}

/** Return the lines that lead to `id` (from "head" to "tail") or onward from it (from "tail" to "head"). */
function reached(edges, id, from, to) {
  const by = Map.groupBy ? Map.groupBy(edges, (edge) => edge[from]) : grouped(edges, from);
  const seen = new Set([id]);
  const lines = new Set();
  for (const here of seen) {
    for (const edge of by.get(here) ?? []) {
      lines.add(edge.line);
      seen.add(edge[to]);
    }
  }
  seen.delete(id);
  return { ids: seen, lines };
}

function grouped(edges, from) {
  const by = new Map();
  for (const edge of edges) by.set(edge[from], [...(by.get(edge[from]) ?? []), edge]);
  return by;
}

/** Tell whether the page behind an element is dark. */
function isDark(element) {
  for (let one = element; one; one = one.parentElement) {
    const [r, g, b, a = 1] = (getComputedStyle(one).backgroundColor.match(/[\d.]+/g) ?? [0, 0, 0, 0]).map(Number);
    if (a > 0.5) return 0.299 * r + 0.587 * g + 0.114 * b < 110;
  }
  return matchMedia("(prefers-color-scheme: dark)").matches;
}

/** Return the node that lies nearest to `node` in the direction of an arrow key. */
function neighbour(nodes, node, key) {
  const centre = (one) => {
    const box = one.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  };
  const [x, y] = centre(node);
  const across = key === "ArrowLeft" || key === "ArrowRight";
  const sign = key === "ArrowLeft" || key === "ArrowUp" ? -1 : 1;
  let best = null;
  let least = Infinity;
  for (const one of nodes.values()) {
    const [right, down] = [centre(one)[0] - x, centre(one)[1] - y];
    const [along, aside] = across ? [right * sign, down] : [down * sign, right];
    const far = along + 3 * Math.abs(aside);
    if (one !== node && along > 2 && far < least) [best, least] = [one, far];
  }
  return best;
}

function render({ model, el }) {
  const told = model.get("_told");
  const words = model.get("_words");
  const svg = imported(model.get("_svg"), `planmodel-${(views += 1)}-`);
  const { nodes, edges } = graphOf(svg);
  const canvas = make("div", { kind: "canvas" });
  canvas.append(svg);
  const panel = make("div", { kind: "panel", role: "region", "aria-live": "polite", "aria-label": words.hint });
  const box = make("div", { kind: "planmodel-widget" }, canvas, panel);
  const frame = make("div", { style: "container-type: inline-size" }, box);
  el.append(frame);

  const choose = (id) => {
    model.set("selected", id);
    model.save_changes();
  };
  const nameOf = (id) => told[id]?.name ?? id;

  /** Return a list of direct neighbours as buttons, and how many more lie beyond them. */
  const side = (title, kind, links, end, all) => {
    const direct = new Map(links.map((edge) => [edge[end], edge.relation]));
    const items = [...direct].map(([id, relation]) => {
      const button = make("button", { type: "button", text: nameOf(id), "data-to": id });
      button.addEventListener("click", () => choose(id));
      return make("li", {}, button, make("span", { kind: "soft", text: ` ${words[relation] ?? relation.replaceAll("_", " ")}` }));
    });
    const more = all.size - direct.size;
    return [
      make("h4", { kind, text: `${title} (${all.size})` }),
      items.length ? make("ul", {}, ...items) : make("p", { kind: "soft", text: words.nothing }),
      ...(more > 0 ? [make("p", { kind: "soft", text: `+ ${more} ${words.further}` })] : []),
    ];
  };

  const describe = (id, before, after) => {
    const about = told[id];
    const clear = make("button", { type: "button", text: words.clear });
    clear.addEventListener("click", () => choose(null));
    const facts = about.facts.flatMap(([name, text]) => [make("dt", { text: name }), make("dd", { text })]);
    panel.replaceChildren(
      make("h3", { text: about.name }),
      make("p", { kind: "soft", text: `${words[about.kind] ?? about.kind} ${id}` }),
      ...side(words.rests_on, "before", edges.filter((edge) => edge.head === id), "tail", before.ids),
      ...side(words.serves, "after", edges.filter((edge) => edge.tail === id), "head", after.ids),
      make("dl", {}, ...facts),
      make("p", {}, clear),
    );
    panel.scrollTop = 0;
  };

  const show = () => {
    const id = model.get("selected");
    const chosen = id !== null && nodes.has(id) && Object.hasOwn(told, id);
    svg.classList.toggle("traced", chosen);
    const before = chosen ? reached(edges, id, "head", "tail") : { ids: new Set(), lines: new Set() };
    const after = chosen ? reached(edges, id, "tail", "head") : { ids: new Set(), lines: new Set() };
    for (const [name, node] of nodes) {
      node.classList.toggle("chosen", name === id);
      node.classList.toggle("before", before.ids.has(name) && name !== id);
      node.classList.toggle("after", after.ids.has(name) && name !== id);
      node.setAttribute("aria-pressed", String(name === id));
    }
    for (const { line } of edges) {
      line.classList.toggle("before", before.lines.has(line));
      line.classList.toggle("after", after.lines.has(line));
    }
    if (chosen) {
      stop(nodes.get(id));
      describe(id, before, after);
      reveal(nodes.get(id));
    } else {
      panel.replaceChildren(make("p", { kind: "soft", text: words.hint }));
    }
  };

  /** Bring a box into view by scrolling the picture alone, not the page around it. */
  const reveal = (node) => {
    if (!node) return;
    const [inner, outer] = [node.getBoundingClientRect(), canvas.getBoundingClientRect()];
    const across = inner.left < outer.left || inner.right > outer.right;
    const down = inner.top < outer.top || inner.bottom > outer.bottom;
    if (across) canvas.scrollLeft += (inner.left + inner.right - outer.left - outer.right) / 2;
    if (down) canvas.scrollTop += (inner.top + inner.bottom - outer.top - outer.bottom) / 2;
  };

  /** Make one node the stop of the Tab key; the arrow keys walk from it. */
  const stop = (node) => {
    for (const one of nodes.values()) one.setAttribute("tabindex", one === node ? "0" : "-1");
  };

  const press = (event) => {
    const node = event.target.closest?.("[data-id]");
    const next = node && event.key.startsWith("Arrow") ? neighbour(nodes, node, event.key) : null;
    if (next) {
      stop(next);
      next.focus({ preventScroll: true });
      reveal(next);
    } else if (node && (event.key === "Enter" || event.key === " ")) choose(node.dataset.id);
    else if (event.key === "Escape") choose(null);
    else if (!node || !event.key.startsWith("Arrow")) return;
    event.preventDefault();
    event.stopPropagation();
  };

  // JupyterLab hears keys before anything in the page does, and takes a plain letter as a command (b: a new cell), but
  // not from an element with this attribute. Keys with Ctrl, Alt or Cmd stay its own.
  const guard = (event) => {
    if (!box.contains(event.target)) return;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    event.target.toggleAttribute("data-lm-suppress-shortcuts", plain);
  };

  const click = (event) => {
    const node = event.target.closest("[data-id]");
    if (node && Object.hasOwn(told, node.dataset.id)) choose(node.dataset.id);
    else if (!node) choose(null);
  };

  const size = make("button", { type: "button", kind: "size" });
  const fit = (whole) => {
    svg.classList.toggle("whole", whole);
    svg.style.maxWidth = whole ? `${svg.getAttribute("width")}px` : "none"; // smaller, never larger than it is
    size.textContent = whole ? words.full : words.whole;
  };
  size.addEventListener("click", () => {
    fit(!svg.classList.contains("whole"));
    reveal(nodes.get(model.get("selected")));
  });
  fit(false);
  box.append(size);

  svg.setAttribute("role", "group");
  for (const [id, node] of nodes) {
    node.setAttribute("role", "button");
    node.setAttribute("aria-label", node.querySelector("title")?.textContent ?? id);
  }
  if (nodes.size) stop(nodes.values().next().value);
  svg.addEventListener("click", click);
  box.addEventListener("keydown", press);
  window.addEventListener("keydown", guard, true);

  const paint = () => box.classList.toggle("dark", isDark(el));
  const themes = new MutationObserver(paint);
  for (const one of [document.documentElement, document.body]) themes.observe(one, { attributes: true });
  model.on("change:selected", show);
  paint();
  show();
  return () => {
    themes.disconnect();
    window.removeEventListener("keydown", guard, true);
    model.off("change:selected", show);
    frame.remove();
  };
}

export default { render };
