// The details of one element: what it says, where that stands, what it rests on and what it serves.

const panel = byKey("/panel");
let opener = null;

const reference = (element) => make("a", { href: `#${element.i}` }, said(element.n));

function title(text) {
  return make("h3", {}, text);
}

function webLink(url) {
  return /^https?:\/\//i.test(url) ? make("a", { href: url, rel: "noreferrer" }, url) : url;
}

function citation(one) {
  const document = elements.get(one.d);
  const where = make("p", {}, document ? reference(document) : one.d);
  if (one.p) where.append(` · ${one.p}`);
  if (one.g) where.append(` · ${word("page")} ${one.g}`);
  if (one.h) where.append(` (${word("for")} ${one.h})`);
  const quoted = make("blockquote", {}, one.q ? make("p", {}, make("q", {}, one.q)) : "", make("small", {}, where));
  if (one.u) quoted.append(make("small", {}, webLink(one.u)));
  if (one.o) quoted.append(make("p", {}, make("small", {}, one.o)));
  return quoted;
}

function evidence(value) {
  return value && value !== "stated" ? make("span", { class: `badge is-${value}` }, word(value)) : "";
}

const CHOICES = new Set(["obligation", "better", "status"]);

function fields(element) {
  const list = make("dl");
  for (const [name, values] of element.f ?? []) {
    const cell = make("dd");
    for (const value of Array.isArray(values) ? values : [values]) {
      const text = CHOICES.has(name) ? word(`v.${value}`) : said(value);
      cell.append(make("p", {}, name === "url" ? webLink(text) : text));
    }
    list.append(make("dt", {}, word(`f.${name}`)), cell);
  }
  return list.childElementCount ? list : "";
}

/** Return the links of an element by what they are to it: what it rests on, what it serves, where it belongs. */
function sorted(element) {
  const groups = { rests_on: new Map(), serves: new Map(), belongs: new Map() };
  for (const link of element.links) {
    const holds = link.source === element;
    const serves = link.flow === "to_target" ? holds : !holds;
    const group = groups[link.flow === "none" ? "belongs" : serves ? "serves" : "rests_on"];
    const key = `${holds ? "rel" : "inv"}.${link.name}`;
    if (!group.has(key)) group.set(key, []);
    group.get(key).push([holds ? link.target : link.source, link]);
  }
  return groups;
}

const MOST = 60;

function listed(pairs) {
  const list = make("ul");
  const put = (some) => {
    for (const [other, link] of some) {
      const item = make("li", {}, typeof other === "string" ? `${other} (${word("not_in_plan")})` : reference(other));
      item.append(" ", evidence(link?.evidence), link?.words ? ` (${said(link.words)})` : "");
      for (const one of link?.citations ?? []) item.append(citation(one));
      list.append(item);
    }
  };
  put(pairs.slice(0, MOST));
  if (pairs.length <= MOST) return list;
  const more = make("button", { type: "button" }, `${word("more")} (${pairs.length})`);
  more.addEventListener("click", () => { put(pairs.slice(MOST)); more.remove(); });
  return make("div", {}, list, more);
}

/** Return everything that an element rests on or serves, nearest first. */
function reach(element, side) {
  const seen = new Set([element]);
  for (const here of seen) {
    for (const pairs of sorted(here)[side].values()) {
      for (const [other] of pairs) if (typeof other !== "string") seen.add(other);
    }
  }
  seen.delete(element);
  return [...seen];
}

function linked(element, side, groups) {
  if (!groups.size) return side === "belongs" ? [] : [title(word(side)), make("p", {}, word("none"))];
  const parts = [title(word(side))];
  for (const [key, pairs] of groups) parts.push(make("h4", {}, word(key)), listed(pairs));
  if (side !== "belongs") {
    const all = reach(element, side);
    const direct = new Set([...groups.values()].flat().map(([other]) => other));
    if (all.length > direct.size) {
      const whole = make("details", {}, make("summary", {}, `${word(`all_${side}`)} (${all.length})`));
      whole.addEventListener("toggle", () => whole.append(listed(all.map((one) => [one, null]))), { once: true });
      parts.push(whole);
    }
  }
  return parts;
}

/** Return the rows of a table, shown or still waiting. */
function* rowsOf(table) {
  yield* table.tBodies[0].rows;
  const rest = document.querySelector(`template[data-rest="${CSS.escape(table.id)}"]`);
  if (rest) yield* rest.content.querySelectorAll("tr");
}

const headOf = (cell) => { const key = cell.querySelector("[data-w]")?.dataset.w ?? cell.dataset.w; return key ? word(key) : cell.textContent; };

/** Return what the tables say of an element, each below its heading: dates, slack, status, costs, outcomes, reasons. */
function factsAbout(id) {
  const told = [];
  for (const table of document.querySelectorAll("table[data-told]")) {
    const heads = [...table.tHead.rows[0].cells].map(headOf);
    for (const row of rowsOf(table)) {
      if (row.querySelector("th a")?.getAttribute("href") !== `#${id}`) continue;
      const list = make("dl", { class: "told" });
      for (const [at, cell] of [...row.cells].entries()) {
        if (!at || !heads[at] || ["", "—"].includes(cell.textContent.trim())) continue;
        const copy = document.importNode(cell, true);
        translate(copy);
        list.append(make("dt", {}, heads[at]), make("dd", {}, ...copy.childNodes));
      }
      const label = byKey(table.closest("[aria-labelledby]").getAttribute("aria-labelledby")).cloneNode(true);
      for (const more of label.querySelectorAll("code, .count")) more.remove();
      if (list.childElementCount) told.push(title(label.textContent.trim()), list);
    }
  }
  return told;
}

/** Return the chart of an indicator, out of the picture of all of them. */
function chartOf(id) {
  const drawn = document.querySelector(`.picture [data-panel="${CSS.escape(id)}"]`);
  if (!drawn) return "";
  const frame = drawn.ownerSVGElement;
  const box = drawn.getBBox();
  const [x, y, width, height] = [box.x - 4, box.y - 4, box.width + 8, box.height + 8];
  const svg = frame.cloneNode(false);
  const copy = drawn.cloneNode(true);
  copy.removeAttribute("transform");
  svg.append(copy);
  for (const [name, value] of Object.entries({ viewBox: `${x} ${y} ${width} ${height}`, width: "100%" })) svg.setAttribute(name, value);
  svg.removeAttribute("height");
  svg.setAttribute("aria-label", said(elements.get(id).n));
  return svg;
}

/** Return what the checks found about an element, from the rows of their table, shown or still waiting. */
function findingsAbout(id) {
  const places = [document, ...[...document.querySelectorAll("template[data-rest]")].map((one) => one.content)];
  const rows = places.flatMap((place) => [...place.querySelectorAll(`[data-about="${CSS.escape(id)}"]`)]);
  return rows.map((row) => {
    const [severity, code, message] = document.importNode(row, true).cells;
    translate(message);
    const badge = severity.firstElementChild.cloneNode(true);
    badge.textContent = word(badge.dataset.w);
    return make("p", {}, badge, " ", message.querySelector("span").textContent, " ", code.firstElementChild.cloneNode(true));
  });
}

function fill(element) {
  const close = make("button", { type: "button", class: "close" }, word("close"));
  close.addEventListener("click", closePanel);
  const kind = word(`one.${element.k}`);
  const parts = [close, make("p", { class: "eyebrow" }, kind, " · ", make("code", {}, element.i), " ", evidence(element.e))];
  parts.push(make("h2", { id: "/panel-title" }, said(element.n)));
  if (typeof element.n !== "string") {
    for (const other of Object.values(element.n)) {
      if (other !== said(element.n)) parts.push(make("p", { class: "hint" }, other));
    }
  }
  parts.push(...factsAbout(element.i), chartOf(element.i), fields(element));
  parts.push(...findingsAbout(element.i));
  if (element.c) parts.push(title(word("cited")), ...element.c.map(citation));
  const groups = sorted(element);
  for (const side of ["rests_on", "serves", "belongs"]) parts.push(...linked(element, side, groups[side]));
  panel.replaceChildren(...parts.filter((part) => part !== ""));
  panel.scrollTop = 0;
}

function openPanel(element) {
  if (panel.hidden) opener = document.activeElement;
  fill(element);
  panel.hidden = false;
  panel.parentElement.classList.add("open");
  panel.dataset.element = element.i;
  markChosen(element.i);
  panel.focus({ preventScroll: true });
}

function closePanel() {
  if (!panel || panel.hidden) return;
  panel.hidden = true;
  panel.parentElement.classList.remove("open");
  delete panel.dataset.element;
  markChosen();
  history.replaceState(null, "", location.pathname + location.search);
  if (opener?.isConnected) opener.focus({ preventScroll: true });
}

/** Unfold what a heading stands in, and go there. */
function reveal(place) {
  const folded = place?.closest("details:not([open])");
  if (!folded) return;
  folded.open = true;
  place.scrollIntoView();
}

/** Open what the address names, and close the details when it names nothing. */
function followAddress() {
  let id = location.hash.slice(1);
  try { id = decodeURIComponent(id); } catch { /* an address that is no text names nothing */ }
  if (id.startsWith("/")) reveal(byKey(id));
  if (!panel) return;
  const element = elements.get(id);
  if (element) openPanel(element);
  else if (id === "") closePanel();
}
