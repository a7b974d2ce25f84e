// What a reader chose lives in the address, so that it can be sent to somebody else: language, theme, filters.

const chosen = () => new URLSearchParams(location.search);

/** Write down a choice in the address; an empty one is taken out of it. */
function keep(name, value) {
  const all = chosen();
  if (value) all.set(name, value);
  else all.delete(name);
  const text = all.toString();
  try {
    history.replaceState(null, "", `${location.pathname}${text ? `?${text}` : ""}${location.hash}`);
  } catch { /* a browser that keeps the address of a file as it is */ }
}

/** Do what the address says. */
function followChoices() {
  const all = chosen();
  if (["light", "dark"].includes(all.get("theme"))) root.dataset.theme = all.get("theme");
  if (["zh", "en"].includes(all.get("language")) && all.get("language") !== state.language) switchLanguage();
  for (const input of document.querySelectorAll("[data-filter]")) {
    const wanted = all.get(`filter${input.dataset.filter}`);
    if (wanted) { input.value = wanted; filterRows(input); }
  }
}
