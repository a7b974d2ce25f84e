// The page "Try it": every form asks a function of try_it.py, in a worker. Nothing is loaded before it is asked for.
const page = document.getElementById("try-it");
const assets = new URL(page.dataset.assets, location.href).href;
const status = page.querySelector("[role=status]");
const waiting = new Map();
let worker;

function ask(question, ...words) {
  const id = waiting.size + Math.random();
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker.postMessage({ id, ask: question, words });
  });
}

function answered({ data: { id, html, error } }) {
  const { resolve, reject } = waiting.get(id);
  waiting.delete(id);
  if (error === undefined) resolve(html);
  else reject(new Error(error));
}

async function load(button) {
  const there = await fetch(`${assets}wheels.json`).then((answer) => answer.ok, () => false);
  if (!there) {
    status.textContent = page.dataset.missing;
    return;
  }
  button.disabled = true;
  status.textContent = page.dataset.loading;
  worker = new Worker(new URL("try-it-worker.js", import.meta.url), { type: "module" });
  worker.onmessage = answered;
  await ask("load", assets);
  status.textContent = page.dataset.ready;
  for (const form of page.querySelectorAll("fieldset")) form.disabled = false;
}

page.querySelector("[data-load]").addEventListener("click", ({ target }) => {
  load(target).catch((error) => (status.textContent = String(error)));
});

for (const form of page.querySelectorAll("form")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const output = form.querySelector("output");
    const words = [...form.querySelectorAll("[name]")].map((field) => field.value);
    output.setAttribute("aria-busy", "true");
    try {
      output.innerHTML = await ask(form.dataset.ask, ...words, page.dataset.language); // planmodel escapes every text
    } catch (error) {
      output.textContent = String(error);
    }
    output.removeAttribute("aria-busy");
  });
}
