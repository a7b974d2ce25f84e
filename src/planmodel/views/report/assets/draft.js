// A click on a passage lights up what it became; a click on an element or a doubt lights up its words.

const marks = [...document.querySelectorAll("mark[data-elements]")];
const rows = new Map([...document.querySelectorAll(".row")].map((one) => [one.dataset.element, one]));

function light(ids, line) {
  for (const one of document.querySelectorAll(".lit")) one.classList.remove("lit");
  const wanted = new Set(ids);
  const words = marks.filter((one) => one.dataset.elements.split(" ").some((id) => wanted.has(id)));
  const made = ids.map((id) => rows.get(id)).filter(Boolean);
  for (const one of [...words, ...made]) one.classList.add("lit");
  const paragraph = line && byKey(`/line/${line}`);
  if (paragraph) paragraph.classList.add("lit");
  const first = paragraph || words[0];
  if (first) first.scrollIntoView({ block: "center" });
  if (made[0]) {
    made[0].closest("details").open = true;
    made[0].scrollIntoView({ block: "nearest" });
  }
}

function answer(event) {
  const mark = event.target.closest("mark[data-elements]");
  const button = event.target.closest(".row, .doubt");
  if (mark) {
    light(mark.dataset.elements.split(" "));
    mark.scrollIntoView({ block: "nearest" });
  } else if (button) {
    light(button.dataset.element ? [button.dataset.element] : [], button.dataset.line);
  }
}

document.addEventListener("click", answer);
document.addEventListener("keydown", (event) => {
  if (event.target.matches("mark") && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    answer(event);
  }
});
byKey("/language").addEventListener("click", switchLanguage);
byKey("/theme").addEventListener("click", switchTheme);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", showTheme);
followChoices();
showTheme();
