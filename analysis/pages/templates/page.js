"use strict";
// What the page does beyond being read. Without it all text, tables and figures are there.
// A study's state lives in `study.state`; `show` makes the page fit it, `write` the address.
(() => {
const island = JSON.parse(document.getElementById("island").textContent), words = island.words;
const all = (where, what) => [...where.querySelectorAll(what)];
const make = (tag, props, ...inside) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) name in made ? made[name] = value : made.setAttribute(name, value);
  made.append(...inside);
  return made;
};
document.documentElement.classList.add("js");

// Studies, and the drawn parts and rows of each of their values.
const studies = [], owner = new Map();
for (const chapter of all(document, "section[data-section]")) {
  const own = all(chapter, "section[data-study]");
  for (const root of own) {
    const data = island.studies[root.dataset.study];
    if (!data) continue;
    const study = {name: root.dataset.study, root, data, state: {}, marks: all(root, "[data-value]")};
    const place = String(own.indexOf(root));
    study.marks.push(...all(chapter, "[data-value][data-study]").filter(one => one.dataset.study === place));
    study.marks.forEach(one => owner.set(one, study));
    studies.push(study);
  }
}

// One value in every figure of its study.
const isolate = (study, value) => change(study, {only: study.state.only === value ? undefined : value});
const showOnly = study => {
  const only = study.data.values.indexOf(study.state.only);
  for (const mark of study.marks) {
    mark.classList.toggle("dim", only >= 0 && +mark.dataset.value !== only);
    const button = mark.querySelector("button.pick");
    if (button) button.setAttribute("aria-pressed", +mark.dataset.value === only);
  }
};
for (const study of studies) for (const row of all(study.root, "tr[data-value]")) {
  const cell = row.cells[0];
  cell.append(make("button", {className: "pick", type: "button", title: words.isolate, "aria-pressed": "false"}, ...cell.childNodes));
}
document.addEventListener("click", event => {
  const mark = event.target.closest("[data-value]"), study = owner.get(mark);
  if (!study || String(getSelection())) return;
  isolate(study, study.data.values[mark.dataset.value]);
});
document.addEventListener("keydown", event => {
  if (event.key === "Escape") studies.forEach(study => change(study, {only: undefined}));
});

// State: what a study shows, kept in the address so that a view can be linked.
const KEYS = ["only"];
const show = study => showOnly(study);
const change = (study, changes) => {
  Object.assign(study.state, changes);
  show(study);
  write(study);
};
const write = last => {
  const found = new URLSearchParams();
  for (const study of studies) for (const key of KEYS)
    if (study.state[key] !== undefined) found.append(`${study.name}.${key}`, study.state[key]);
  const text = String(found) && `#at=${encodeURIComponent(last.name)}&${found}`;
  history.replaceState(null, "", text || location.pathname + location.search);
  lead();
};
const lead = () => all(document, ".switch a").forEach(link => { link.hash = location.hash; });
const read = () => {
  if (!location.hash.includes("=")) return;
  const found = new URLSearchParams(location.hash.slice(1));
  for (const study of studies) {
    study.state = {};
    for (const key of KEYS) if (found.has(`${study.name}.${key}`)) study.state[key] = found.get(`${study.name}.${key}`);
    show(study);
  }
  lead();
  const at = document.getElementById(found.get("at"));
  if (at) at.scrollIntoView();
};
addEventListener("hashchange", read);
read();
})();
