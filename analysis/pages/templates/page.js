"use strict";
// What the page does beyond being read. It computes no statistics: readings were written with it.
(() => {
const island = JSON.parse(document.getElementById("island").textContent), words = island.words;
const all = (where, what) => [...where.querySelectorAll(what)];
const give = (made, names) => Object.entries(names).forEach(([name, value]) => made.setAttribute(name, value));
const make = (tag, props, ...inside) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) name in made ? made[name] = value : made.setAttribute(name, value);
  made.append(...inside);
  return made;
};
const draw = (tag, props) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  give(made, props);
  return made;
};
const button = (said, act, props) => make("button", {type: "button", onclick: act, ...props}, said);
const say = (word, values) => word.replace(/\{(\w+)\}/g, (_, name) => values[name]);
document.documentElement.classList.add("js");

// A figure's frame: from numbers to places in the drawing.
const framed = svg => {
  if (!svg?.dataset.frame) return null;
  const [x0, y0, x1, y1, left, low, right, high] = svg.dataset.frame.split(" ").map(Number);
  return {
    x0, x1, y0, y1,
    x: number => x0 + (number - left) / (right - left) * (x1 - x0),
    y: number => y0 + (number - low) / (high - low) * (y1 - y0),
  };
};

// Studies: in the page, the island and the figures.
const studies = [];
for (const chapter of all(document, "section[data-section]")) {
  const own = all(chapter, "section[data-study]");
  own.forEach((root, place) => {
    const data = island.studies[root.dataset.study];
    if (!data) return;
    const figure = name => document.querySelector(`[id="${root.dataset.study}-${name}"] svg`);
    studies.push({
      name: root.dataset.study, root, data, figure, state: {},
      rows: all(root, "tr[data-value]"),
      far: all(chapter, "[data-value][data-study]").filter(one => +one.dataset.study === place),
    });
  });
}
const marks = study => [...all(study.root, "[data-value]"), ...study.far];

// One value alone in all figures of its study.
const showOnly = study => {
  const only = study.data.values.indexOf(study.state.only);
  for (const mark of marks(study)) mark.classList.toggle("dim", only >= 0 && +mark.dataset.value !== only);
  for (const row of study.rows) row.querySelector(".pick").setAttribute("aria-pressed", +row.dataset.value === only);
};
for (const study of studies) for (const row of study.rows) {
  const cell = row.cells[0];
  cell.append(make("button", {className: "pick", type: "button", title: words.isolate}, ...cell.childNodes));
}
document.addEventListener("click", event => {
  const mark = event.target.closest("[data-value]");
  const study = mark && studies.find(one => one.root.contains(mark) || one.far.includes(mark));
  if (!study || String(getSelection())) return;
  const value = study.data.values[mark.dataset.value];
  change(study, {only: study.state.only === value ? undefined : value});
});
document.addEventListener("keydown", event => {
  if (event.key === "Escape") studies.forEach(study => study.state.only && change(study, {only: undefined}));
});

// Tables: sorted by a column, and copied as they are shown.
const UNITS = {h: 3600, min: 60, s: 1};
const key = cell => {
  const text = cell.firstChild ? (cell.querySelector(".pick") || cell).firstChild.textContent.replace(/−/g, "-") : "";
  const times = [...text.matchAll(/([\d.]+)\s(h|min|s)\b/g)];
  return [times.length ? times.reduce((sum, [, number, unit]) => sum + number * UNITS[unit], 0) : parseFloat(text), text];
};
const sort = (table, by) => {
  const column = Math.abs(by) - 1, body = table.tBodies[0], way = by < 0 ? -1 : 1;
  all(table, "th").forEach((head, place) => head.setAttribute("aria-sort", place !== column ? "none" : way < 0 ? "descending" : "ascending"));
  const keyed = table.order.map((row, place) => [row, by ? key(row.cells[column]) : [place, ""]]);
  const compare = ([, [a, said]], [, [b, other]]) =>
    isNaN(a) || isNaN(b) ? isNaN(a) - isNaN(b) || way * said.localeCompare(other) : way * (a - b || said.localeCompare(other));
  body.append(...keyed.sort(compare).map(([row]) => row));
};
const shown = cell => {
  const below = cell.querySelector("small")?.textContent ?? "", whole = cell.textContent;
  return [whole.slice(0, whole.length - below.length).trim(), below];
};
const grid = table => all(table, "tr").map(row => [...row.cells].map(cell => shown(cell).map(text => text.replace(/\u00a0/g, " "))));
// As `studies.system.escapes.cell`: a spreadsheet computes what begins like a formula.
const harmless = text => {
  const bare = text.replace(/^−(?=[\d.]+$)/, "-");
  const said = /^[=+\-@＝＋－＠]/.test(bare) && isNaN(bare) ? "'" + bare : bare;
  return /[",\n\r]/.test(said) ? `"${said.replace(/"/g, '""')}"` : said;
};
const csv = table => {
  const rows = grid(table);
  const detailed = rows[0].map((_, place) => rows.some(row => row[place][1]));
  rows[0] = rows[0].map(([name]) => [name, say(words.details, {column: name})]);
  return rows.map(row => row.flatMap((pair, place) => detailed[place] ? pair : [pair[0]]).map(harmless).join(",")).join("\n") + "\n";
};
const markdown = table => {
  const rows = grid(table).map(row => row.map(([text, below]) => (below ? `${text} (${below})` : text).replace(/[\\`*_[\]<>|~$&]/g, "\\$&")));
  rows.splice(1, 0, rows[0].map(() => "---"));
  return rows.map(row => `| ${row.join(" | ")} |`).join("\n") + "\n";
};
const copied = async (made, type, name, pressed, label) => {
  const blob = Promise.resolve(made).then(found => found instanceof Blob ? found : new Blob([found], {type}));
  try {
    const text = type === "image/png" ? type : "text/plain";
    await navigator.clipboard.write([new ClipboardItem({[text]: blob.then(found => new Blob([found], {type: text}))})]);
  } catch {  // no clipboard here: a file
    make("a", {href: URL.createObjectURL(await blob), download: name}).click();
  }
  pressed.textContent = words.copied;
  clearTimeout(pressed.timer);
  pressed.timer = setTimeout(() => { pressed.textContent = label; }, 2000);
};
const tools = (shown, ...kinds) => make("p", {className: "tools"}, ...kinds.map(([said, write, type, name]) => {
  const label = say(words.copy, {name: said});
  return button(label, event => copied(write(shown), type, name, event.currentTarget, label));
}));
for (const table of all(document, "table")) {
  const study = studies.find(one => one.root.contains(table));
  table.order = [...table.tBodies[0].rows];
  all(table, "th").forEach((head, place) => {
    if (!head.textContent) return;
    head.setAttribute("aria-sort", "none");
    head.append(button("", () => {
      const now = head.getAttribute("aria-sort"), by = now === "none" ? place + 1 : now === "ascending" ? -place - 1 : 0;
      study ? change(study, {sort: by || undefined}) : sort(table, by);
    }, {className: "sort"}));
    head.lastChild.append(...[...head.childNodes].slice(0, -1));
  });
  table.closest(".wide").after(tools(table, ["CSV", csv, "text/csv", "table.csv"], ["Markdown", markdown, "text/markdown", "table.md"]));
}

// Figures: copied as they are shown.
const picture = svg => {
  const copy = svg.cloneNode(true), css = getComputedStyle(document.documentElement), box = svg.viewBox.baseVal;
  all(copy, ".reading").forEach(one => one.remove());
  all(copy, ".dim").forEach(one => one.setAttribute("opacity", ".13"));
  give(copy, {width: box.width, height: box.height, "font-family": getComputedStyle(svg).fontFamily, "stroke-linejoin": "round"});
  copy.removeAttribute("tabindex");
  return new XMLSerializer().serializeToString(copy).replace(/<[^>]+>/g, tag =>
    tag.replace(/var\((--\w+)\)/g, (_, name) => css.getPropertyValue(name).trim()));
};
const pixels = async svg => {
  const image = new Image(), box = svg.viewBox.baseVal, canvas = make("canvas", {width: 3 * box.width, height: 3 * box.height});
  image.src = URL.createObjectURL(new Blob([picture(svg)], {type: "image/svg+xml"}));
  await image.decode();
  URL.revokeObjectURL(image.src);
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise(done => canvas.toBlob(done, "image/png"));
};
for (const figure of all(document, "figure[id]")) {
  const svg = figure.querySelector("svg");
  if (!svg) continue;
  figure.append(tools(svg, ["SVG", picture, "image/svg+xml", figure.id + ".svg"], ["PNG", pixels, "image/png", figure.id + ".png"]));
}

// Curves: the nearest is read, by pointer or arrow keys.
const reader = (study, metric) => {
  const svg = study.figure(metric), frame = framed(svg), {epochs, means, seeds} = study.data.curves;
  if (!frame) return;
  const isLoss = metric.includes("loss"), scale = isLoss ? 1000 : 10000;
  // What moves lies over the figure, in a box that nothing else is laid out or painted anew for.
  const tip = make("div", {className: "tip"}), lines = draw("svg", {viewBox: svg.getAttribute("viewBox")}), over = make("div", {className: "over"}, lines, tip);
  const curves = [], layer = draw("g", {class: "reading"}), ink = place => {
    const strokes = all(svg, `path[data-value="${place}"]`).map(one => getComputedStyle(one).stroke);
    return strokes.find(one => one !== "none") ?? "var(--accent)";
  };
  const place = (points, at) => [frame.x(epochs[at]), frame.y(points[at] / scale)];
  const path = points => points.map((point, at) => point === null ? "" : (at && points[at - 1] !== null ? "L" : "M") + place(points, at).map(one => one.toFixed(1))).join("");
  for (const [value, points] of Object.entries(means[metric])) curves.push({value, points});
  if (metric === "val_accuracy") for (const [value, lines] of Object.entries(seeds))
    for (const [seed, points] of Object.entries(lines)) curves.push({value, seed, points});
  const plate = make("div", {className: "plate"}), live = make("span", {className: "unseen", role: "status"});
  let line, dot, current, asked;
  const start = () => {
    if (!line) {
      const cut = {"clip-path": svg.querySelector("[clip-path]").getAttribute("clip-path")}, group = draw("g", cut);
      for (const value of Object.keys(means[metric])) {
        const d = curves.filter(one => one.seed !== undefined && one.value === value).map(one => path(one.points)).join("");
        if (d) group.append(draw("path", {d, class: "seeds", stroke: ink(value), "data-value": value}));
      }
      layer.append(group);
      lines.append(line = draw("path", {class: "nearest", ...cut}), dot = draw("circle", {r: 3.5}));
    }
    svg.append(layer);
    plate.append(over);
    showOnly(study);
    svg.classList.add("reads");
  };
  const stop = () => {
    layer.remove();
    over.remove();
    svg.classList.remove("reads");
    current = asked = undefined;
    tip.textContent = "";
  };
  const tell = (curve, at) => {
    if (current && current.curve === curve && current.at === at) return;
    const {value, seed, points} = curve, [x, y] = place(points, at), color = ink(value);
    if (!current || current.curve !== curve) line.setAttribute("d", path(points));
    current = {curve, at};
    line.style.stroke = dot.style.fill = color;
    give(dot, {cx: x, cy: y});
    tip.textContent = [
      study.data.values[value],
      seed === undefined ? say(words.mean, {number: study.data.whole.seeds}) : say(words.seed, {number: seed}),
      say(words.epoch, {number: epochs[at]}),
      isLoss ? (points[at] / scale).toFixed(3).replace("-", "−") : (points[at] / 100).toFixed(2) + "\u00a0%",
    ].join(" · ");
    const {a} = svg.getScreenCTM();
    tip.style.transform = `translate(${a * x}px,${a * y}px) translate(${-100 * x / svg.viewBox.baseVal.width}%,-140%)`;
  };
  const open = at => {
    const only = study.data.values.indexOf(study.state.only);
    return curves.filter(one => one.points[at] !== null && (only < 0 || +one.value === only));
  };
  const nearest = (x, y) => {
    let at = 0;
    epochs.forEach((epoch, place) => { if (Math.abs(frame.x(epoch) - x) < Math.abs(frame.x(epochs[at]) - x)) at = place; });
    let best, least = Infinity;
    for (const one of open(at)) {
      const far = Math.abs(frame.y(one.points[at] / scale) - y);
      if (far < least) [best, least] = [one, far];
    }
    if (best) tell(best, at);
  };
  svg.addEventListener("pointermove", event => {
    if (!layer.isConnected) start();
    if (!asked) requestAnimationFrame(() => {
      const {a, d, e, f} = svg.getScreenCTM();
      if (asked) nearest((asked.x - e) / a, (asked.y - f) / d);
      asked = undefined;
    });
    asked = {x: event.clientX, y: event.clientY};
  });
  svg.addEventListener("pointerleave", () => document.activeElement === svg || stop());
  svg.addEventListener("blur", stop);
  svg.addEventListener("keydown", event => {
    const step = {ArrowLeft: -1, ArrowRight: 1, ArrowUp: 1, ArrowDown: -1}[event.key];
    if (!step) return;
    event.preventDefault();
    if (!layer.isConnected) start();
    const {curve, at} = current || {at: epochs.length - 1};
    if (!curve) { if (open(at)[0]) tell(open(at)[0], at); }
    else if (/Left|Right/.test(event.key)) {
      if (curve.points[at + step] != null) tell(curve, at + step);
    } else {
      const order = open(at).sort((a, b) => a.points[at] - b.points[at]);
      tell(order[order.indexOf(curve) + step * (isLoss ? -1 : 1)] || curve, at);
    }
    live.textContent = tip.textContent;
  });
  give(svg, {tabindex: 0});
  svg.addEventListener("focus", () => { live.textContent = words.curves; });
  svg.replaceWith(plate);
  plate.append(svg, live);
};
for (const study of studies) Object.keys(study.data.curves?.means ?? {}).forEach(metric => reader(study, metric));

// Readings: after fewer epochs, with fewer seeds, one seed alone.
const KINDS = ["epoch", "seeds", "alone"];
// A text is kept as its form, which it shares with others, and the numbers in it.
const filled = packed => {
  const [form, ...numbers] = packed.split(" ");
  return island.forms[form].replace(/#/g, mark => numbers.shift() ?? mark);
};
const reading = study => {
  for (const kind of KINDS) {
    const found = study.data[kind]?.find(one => one.number === +study.state[kind]);
    if (study.state[kind] === undefined || !found) continue;
    const rows = Object.entries(found.rows).map(([place, cells]) => [place, cells.split(";").map(filled)]);
    return {kind, ...found, said: filled(found.said), rows: Object.fromEntries(rows)};
  }
  return null;
};
const fill = (cell, written) => {
  const [text, below, kind] = written.split("|");
  cell.className = kind || "";
  cell.replaceChildren(text, ...below ? [make("small", {}, below)] : []);
};
const forest = (study, now) => {
  const svg = study.figure("differences"), frame = framed(svg);
  if (!frame) return;
  all(svg, ".then").forEach(one => one.remove());
  svg.classList.toggle("explored", Boolean(now));
  for (const [value, numbers] of Object.entries(now?.forest ?? {})) {
    const dot = svg.querySelector(`circle[data-value="${value}"]`);
    if (!dot) continue;
    const y = dot.getAttribute("cy"), kind = now.rows[value]?.at(-1) ?? "";
    const [mean, low, high] = numbers.map(one => one === null ? null : Math.min(Math.max(frame.x(one / 100), frame.x0), frame.x1));
    const made = draw("g", {class: "then " + kind.split("|").at(-1), "data-value": value});
    if (low !== null) made.append(draw("path", {d: `M${low} ${y}H${high}`}));
    for (const [end, way] of [[low, 1], [high, -1]]) if (end !== null && (way > 0 ? end <= frame.x0 : end >= frame.x1))
      made.append(draw("path", {d: `M${end + 5 * way} ${y - 4}L${end} ${y}L${end + 5 * way} ${+y + 4}`}));
    made.append(draw("circle", {cx: mean, cy: y, r: 3, ...low === null && {class: "hollow"}}));
    svg.append(made);
  }
};
const instant = (study, now) => {
  for (const metric of Object.keys(study.data.curves?.means ?? {})) {
    const svg = study.figure(metric), frame = framed(svg);
    if (!frame) continue;
    all(svg, ".instant").forEach(one => one.remove());
    if (now && now.kind === "epoch") svg.append(draw("path", {class: "instant", d: `M${frame.x(now.number)} ${frame.y0}V${frame.y1}`}));
  }
};
const showReading = study => {
  const now = reading(study);
  for (const row of study.rows) {
    const cells = [...row.cells].slice(1), written = now ? now.rows[row.dataset.value] : row.original;
    cells.forEach((cell, place) => fill(cell, written ? written[place] : "–"));
    row.cells[0].classList.toggle("best", now ? now.best.includes(+row.dataset.value) : row.best);
  }
  forest(study, now);
  instant(study, now);
  if (!study.panel) return;
  const {sliders, said, again, panel} = study;
  panel.classList.toggle("explored", Boolean(now));
  again.hidden = !now;
  for (const [kind, {input, output, numbers}] of Object.entries(sliders)) {
    const single = kind === "seeds" && now && now.kind === "alone";
    input.value = single ? 0 : now && now.kind === kind ? numbers.indexOf(now.number) : numbers.length - 1;
    const told = say(words.of, {some: single ? 1 : numbers[input.value], all: study.data.whole[kind]});
    output.textContent = told;
    input.setAttribute("aria-valuetext", told);
  }
  said.replaceChildren(...now ? [
    make("b", {}, say(words["read_" + now.kind], {number: now.number, said: now.said})), " ",
    ...now.kind === "alone" && study.data.lottery ? [study.data.lottery, " "] : [], words.exploration,
  ] : []);
};
const explore = (study, kind, number) => change(study, {...Object.fromEntries(KINDS.map(one => [one, undefined])), ...kind && {[kind]: number}});
for (const study of studies) {
  for (const row of study.rows) {
    row.best = row.cells[0].classList.contains("best");
    row.original = [...row.cells].slice(1).map(cell => [...shown(cell), cell.className].join("|"));
  }
  const wide = study.rows.length && study.rows[0].closest(".wide");
  if (!wide || !KINDS.some(kind => study.data[kind])) continue;
  study.sliders = {};
  const parts = [];
  for (const [kind, word] of [["epoch", words.epochs], ["seeds", words.seeds]]) {
    if (!study.data[kind]) continue;
    const numbers = [...study.data[kind].map(one => one.number), study.data.whole[kind]];
    const input = make("input", {type: "range", min: 0, max: numbers.length - 1, step: 1}), output = make("output", {});
    input.addEventListener("input", () => explore(study, +input.value < numbers.length - 1 && kind, numbers[input.value]));
    study.sliders[kind] = {input, output, numbers};
    parts.push(make("label", {}, word, input, output));
  }
  const single = study.data.alone?.map(one => one.number) ?? [];
  if (single.length) parts.push(button(words.alone, () => explore(study, "alone", single[(single.indexOf(+study.state.alone) + 1) % single.length])));
  study.again = button(words.again, () => explore(study));
  study.said = make("p", {role: "status"});
  study.panel = make("div", {className: "explore", role: "group", "aria-label": words.explore}, ...parts, study.again, study.said);
  (study.root.querySelector(".scroll") || wide).before(study.panel);
}

// The address keeps what each study shows, so that a view can be linked.
const KEYS = ["only", ...KINDS, "sort"];
const show = study => {
  showReading(study);
  if (study.rows.length) sort(study.rows[0].closest("table"), +study.state.sort || 0);
  showOnly(study);
};
const change = (study, changes) => {
  Object.assign(study.state, changes);
  show(study);
  const found = new URLSearchParams();
  for (const one of studies) for (const name of KEYS)
    if (one.state[name] !== undefined) found.append(`${one.name}.${name}`, one.state[name]);
  history.replaceState(null, "", String(found) ? `#at=${encodeURIComponent(study.name)}&${found}` : location.pathname + location.search);
  lead();
};
const lead = () => all(document, ".switch a").forEach(link => { link.hash = location.hash; });
const read = () => {
  if (!location.hash.includes("=")) return;
  const found = new URLSearchParams(location.hash.slice(1));
  for (const study of studies) {
    for (const name of KEYS) study.state[name] = found.get(`${study.name}.${name}`) ?? undefined;
    show(study);
  }
  lead();
  document.getElementById(found.get("at"))?.scrollIntoView();
};
addEventListener("hashchange", read);
studies.forEach(show);
read();
})();
