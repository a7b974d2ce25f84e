// Python beside the page: loads Pyodide and planmodel from the folder that the page names, then answers its questions.
let python;

async function load(assets) {
  const { loadPyodide } = await import(`${assets}pyodide.mjs`);
  python = await loadPyodide({ indexURL: assets });
  const wheels = await (await fetch(`${assets}wheels.json`)).json();
  await python.loadPackage(wheels.map((name) => assets + name), { messageCallback: () => {} });
  python.runPython(await (await fetch(new URL("try_it.py", import.meta.url))).text());
  return "";
}

onmessage = async ({ data: { id, ask, words } }) => {
  try {
    const html = ask === "load" ? await load(...words) : python.globals.get(ask)(...words);
    postMessage({ id, html });
  } catch (error) {
    postMessage({ id, error: String(error.message ?? error) });
  }
};
