// The search of an exported site, where no server answers: over the index in search/index.js.
const { groups, letters, words } = globalThis.octavoIndex;
const MOST = 60; // of each kind
const NARROWING = ["year", "type", "topic", "person"]; // of publications, from the forms of their lists
const form = document.querySelector(".filters form");
const asked = new URLSearchParams(location.search);
const found = document.createElement("div");
const status = document.createElement("p");

const fold = (text) =>
  [...text.normalize("NFC").toLowerCase()]
    .map((letter) => letters[letter] ?? (/[\p{L}\p{N}\p{M}]/u.test(letter) ? letter : " "))
    .join("")
    .split(/\s+/)
    .filter(Boolean);

const element = (name, className, text) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
};

const drawn = (row) => {
  const item = element("li", "row");
  item.append(element("span", "when", row.when ?? ""));
  const text = element("div");
  const title = element("strong");
  const link = element("a", "", row.text);
  link.href = row.url;
  if (row.html) link.innerHTML = row.html; // a title with formulas, as the site drew it
  title.append(link);
  text.append(title);
  for (const line of [row.line, row.where]) if (line) text.append(element("p", "where", line));
  item.append(text);
  return item;
};

const section = (heading, rows) => {
  const made = element("section");
  made.append(element("h2", "section-heading", heading));
  const list = element("ol", "rows entries compact");
  list.append(...rows.slice(0, MOST).map(drawn));
  made.append(list);
  if (rows.length > MOST) made.append(element("p", "nothing", words.more));
  return made;
};

// The best match first, as the site itself has it: by title, then by names, then by abstract.
const rank = (row, wanted) => {
  const title = ` ${row.folded ?? ""} `;
  const every = (holds) => wanted.every(holds);
  if (title.trim() === wanted.join(" ")) return 0;
  if (every((word) => title.includes(` ${word} `))) return 1;
  if (every((word) => title.includes(` ${word}`))) return 2;
  if (every((word) => title.includes(word))) return 3;
  return every((word) => title.includes(word) || row.names?.includes(word)) ? 4 : 5;
};

const best = (rows, wanted) =>
  rows
    .map((row) => [rank(row, wanted), row])
    .sort(([one], [other]) => one - other)
    .map(([, row]) => row);

const fits = (row, wanted, narrowed) =>
  wanted.every((word) =>
    [row.folded, row.names, row.abstract].some((text) => text?.includes(word)),
  ) &&
  narrowed.every(([name, value]) => [row[name]].flat().includes(value));

const show = () => {
  const wanted = fold(form.elements.q.value);
  const narrowed = NARROWING.map((name) => [name, asked.get(name)]).filter(([, value]) => value);
  const sections = groups
    .filter((group) => wanted.length || (narrowed.length && group.kind === "publications"))
    .filter((group) => !narrowed.length || group.kind === "publications")
    .map((group) => [group.heading, group.rows.filter((row) => fits(row, wanted, narrowed))])
    .filter(([, rows]) => rows.length);
  found.replaceChildren(...sections.map(([heading, rows]) => section(heading, best(rows, wanted))));
  const looked = wanted.length || narrowed.length;
  status.textContent = looked && !sections.length ? words.none : "";
  status.className = status.textContent ? "nothing" : "";
};

status.setAttribute("role", "status");
form.closest(".filters").after(status, found);
form.elements.q.value = asked.get("q") ?? "";
for (const name of NARROWING) {
  if (!asked.get(name)) continue;
  const kept = element("input");
  Object.assign(kept, { type: "hidden", name, value: asked.get(name) });
  form.append(kept);
}
form.addEventListener("input", show);
show();
