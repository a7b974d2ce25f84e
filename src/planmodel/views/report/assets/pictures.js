// Pictures: what is drawn for an element opens it, by mouse and by keyboard.

const boxes = [...document.querySelectorAll("[data-picture]")];
const nodesIn = (box) => [...box.querySelectorAll("[data-id]")].filter((node) => elements.has(node.dataset.id));

const MARKS = ["chosen", "far"];

/** Mark what is chosen in every picture, and let fade what it neither rests on nor serves. */
function markChosen(id) {
  for (const old of document.querySelectorAll(".picture .chosen, .picture .far")) old.classList.remove(...MARKS);
  const element = elements.get(id);
  if (!element) return;
  const near = new Set([element, ...reach(element, "rests_on"), ...reach(element, "serves")].map((one) => one.i));
  for (const { source, target } of element.links) near.add(source.i).add(target.i ?? target);
  for (const box of boxes) {
    const nodes = nodesIn(box);
    if (!nodes.some((node) => node.dataset.id === id)) continue;
    for (const node of nodes) node.classList.add(...(node.dataset.id === id ? ["chosen"] : near.has(node.dataset.id) ? [] : ["far"]));
    for (const edge of box.querySelectorAll("path[marker-end], [marker-end] > path")) {
      const ends = edge.dataset.ends?.split(" ");
      if (!ends?.every((one) => near.has(one))) edge.classList.add("far");
    }
  }
}

function open(node) {
  if (location.hash === `#${node.dataset.id}`) followAddress();
  else location.hash = node.dataset.id;
}

/** Return the node to go to from another: the next one in reading order along a row or column, or null. */
function neighbour(nodes, node, key) {
  const middle = (one) => { const box = one.getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]; };
  const [x, y] = middle(node);
  const across = key === "ArrowLeft" || key === "ArrowRight";
  const sign = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
  let best = null;
  let least = Infinity;
  for (const other of nodes) {
    const [right, down] = middle(other);
    const ahead = sign * (across ? right - x : down - y);
    const aside = Math.abs(across ? down - y : right - x);
    if (ahead > 1 && ahead + 3 * aside < least) [best, least] = [other, ahead + 3 * aside];
  }
  return best;
}

/** Name a node for the mouse and readers of screens; words that can be seen in it are its name already. */
function label(node, element) {
  const title = node.querySelector("title")?.textContent ?? `${word(`one.${element.k}`)} ${element.i}: ${said(element.n)}`;
  if (!node.querySelector("text")) node.setAttribute("aria-label", title);
  if (node.querySelector("title")) return;
  const made = document.createElementNS("http://www.w3.org/2000/svg", "title");
  made.textContent = title;
  node.prepend(made);
}

/** Put buttons above a picture that make it larger or smaller; the picture itself scrolls in its box. */
function addZoom(box) {
  let scale = 1;
  const show = (wanted) => {
    const svg = box.querySelector("svg");
    const { width, height } = svg.viewBox.baseVal;
    scale = Math.min(3, Math.max(0.1, wanted(width)));
    svg.setAttribute("width", Math.round(width * scale));
    svg.setAttribute("height", Math.round(height * scale));
  };
  const buttons = {
    zoom_out: () => show(() => scale / 1.25),
    zoom_in: () => show(() => scale * 1.25),
    zoom_fit: () => show((width) => (box.clientWidth - 2) / width),
  };
  const bar = make("p", { class: "zoom" });
  for (const [key, act] of Object.entries(buttons)) {
    const button = make("button", { type: "button", "data-w": key }, word(key));
    button.addEventListener("click", act);
    bar.append(button);
  }
  box.before(bar);
}

/** Return, for each box whose picture has other words in other languages, the picture as it was and what changes. */
const drawn = new Map(
  [...document.querySelectorAll("script[data-changes-of]")].map((one) => [
    boxes.find((box) => box.dataset.picture === one.dataset.changesOf),
    { picture: null, changes: JSON.parse(one.textContent) },
  ]),
);

/** Return a picture with the words of another language: its nodes keep their numbers while they change. */
function redrawn(picture, changes) {
  const copy = picture.cloneNode(true);
  const nodes = [copy, ...copy.querySelectorAll("*")];
  for (const [at, change] of changes) {
    if (change === null) nodes[at].remove();
    else if (typeof change === "string") nodes[at].outerHTML = change;
    else for (const [name, value] of Object.entries(change)) {
      if (!name) nodes[at].textContent = value;
      else if (name === "+") nodes[at].insertAdjacentHTML("beforeend", value);
      else if (value === null) nodes[at].removeAttribute(name);
      else nodes[at].setAttribute(name, value);
    }
  }
  return copy;
}

/** Show the pictures in the language of the page where they were drawn in it. */
function translatePictures() {
  for (const [box, held] of drawn) {
    const changes = state.language === data.language ? [] : held.changes[state.language];
    if (!changes) continue;
    box.replaceChildren(redrawn(held.picture, changes));
    enliven(box);
  }
  markChosen(panel?.dataset.element);
}

/** Return the node that the keyboard is at in a picture. */
const currentIn = (box) => box.querySelector('[data-id][tabindex="0"]');

function enter(box, node) {
  currentIn(box)?.setAttribute("tabindex", "-1");
  node.setAttribute("tabindex", "0");
  node.focus({ preventScroll: true });
  node.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** Make the nodes of a picture buttons; one of them is in the order of tabs, arrows lead to the others. */
function enliven(box) {
  const nodes = nodesIn(box);
  if (!nodes.length) return;
  box.querySelector("svg").setAttribute("role", "group");
  for (const node of nodes) {
    node.setAttribute("role", "button");
    node.setAttribute("tabindex", "-1");
    label(node, elements.get(node.dataset.id));
  }
  nodes[0].setAttribute("tabindex", "0");
}

/** Say in the title of a line between two elements what they are to each other, by their names. */
function wordLines(box) {
  for (const title of box.querySelectorAll("path > title")) {
    const ends = /^(\S+) → (\S+)$/.exec(title.dataset.ends ?? title.textContent)?.slice(1);
    const [one, other] = ends?.map((id) => elements.get(id)) ?? [];
    if (!one || !other) continue;
    title.parentElement.dataset.ends = ends.join(" ");
    const between = one.links.filter((link) => (link.source === other || link.target === other) && link.flow !== undefined);
    const words = between.map((link) => [`${word(`rel.${link.name}`)}${link.evidence ? ` (${word(link.evidence)})` : ""}`, link.words ? said(link.words) : ""].filter(Boolean).join(", "));
    title.textContent = `${said(one.n)} → ${said(other.n)}: ${[...new Set(words)].join("; ")}`;
  }
}

function startPicture(box) {
  if (drawn.has(box)) drawn.get(box).picture = box.firstElementChild.cloneNode(true);
  addZoom(box);
  enliven(box);
  box.addEventListener("click", (event) => {
    const node = event.target.closest("[data-id]");
    if (node && elements.has(node.dataset.id)) { enter(box, node); open(node); }
  });
  box.addEventListener("keydown", (event) => {
    const current = currentIn(box);
    if (!current || event.target !== current) return;
    if (event.key === "Enter" || event.key === " ") open(current);
    else if (event.key.startsWith("Arrow")) { const next = neighbour(nodesIn(box), current, event.key); if (next) enter(box, next); }
    else return;
    event.preventDefault();
  });
}
