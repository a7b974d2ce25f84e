// Everything that the page listens to.

byKey("/language").addEventListener("click", switchLanguage);
byKey("/theme").addEventListener("click", switchTheme);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", showTheme);
document.addEventListener("languagechange", () => {
  translatePictures();
  const shown = panel && elements.get(panel.dataset.element);
  if (shown) fill(shown);
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape") closePanel(); });
addEventListener("hashchange", followAddress);
boxes.forEach(startPicture);
startSearch();
startTables();
startSaving();
startPrinting();
followChoices();
showTheme();
followAddress();
