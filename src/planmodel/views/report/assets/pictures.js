// Pictures: what is drawn for an element opens it, by mouse and by keyboard.

const boxes = [...document.querySelectorAll("[data-picture]")];
const nodesIn = (box) => [...box.querySelectorAll("[data-id]")].filter((node) => elements.has(node.dataset.id));

function markChosen(id) {
  for (const old of document.querySelectorAll(".picture .chosen")) old.classList.remove("chosen");
  if (id === null) return;
  for (const node of document.querySelectorAll(`.picture [data-id="${CSS.escape(id)}"]`)) node.classList.add("chosen");
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

/** Name a node for readers of screens, and for the mouse where the picture has no title of its own for it. */
function label(node, element) {
  const name = node.getAttribute("aria-label") ?? node.querySelector("title")?.textContent ?? `${element.i}: ${said(element.n)}`;
  node.setAttribute("aria-label", name);
  if (node.querySelector("title")) return;
  const title = document.createElementNS("http://www.w3.org/2000/svg", "title");
  title.textContent = name;
  node.prepend(title);
}

function enliven(box) {
  const nodes = nodesIn(box);
  if (!nodes.length) return;
  const svg = box.querySelector("svg");
  svg.setAttribute("role", "group");
  for (const node of nodes) {
    node.setAttribute("role", "button");
    node.setAttribute("tabindex", "-1");
    label(node, elements.get(node.dataset.id));
  }
  let current = nodes[0];
  current.setAttribute("tabindex", "0");
  const enter = (node) => {
    current.setAttribute("tabindex", "-1");
    current = node;
    current.setAttribute("tabindex", "0");
    current.focus({ preventScroll: true });
    current.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
  box.addEventListener("click", (event) => {
    const node = event.target.closest("[data-id]");
    if (node && elements.has(node.dataset.id)) { enter(node); open(node); }
  });
  box.addEventListener("keydown", (event) => {
    if (event.target !== current) return;
    if (event.key === "Enter" || event.key === " ") open(current);
    else if (event.key.startsWith("Arrow")) { const next = neighbour(nodes, current, event.key); if (next) enter(next); }
    else return;
    event.preventDefault();
  });
}
