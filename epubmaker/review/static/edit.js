
/* The editable page: every control asks the desk for one change and shows the page that comes back. */
const status = byId("status");
let busy = false;
function report(state, detail) {
  status.textContent = detail ? `${say(state)}: ${detail}` : say(state);
  status.dataset.state = state;
  status.classList.toggle("bad", state === "failed");
}
async function ask(action, change) {
  if (busy) return;
  busy = true;
  report("saving");
  try {
    const answer = await fetch(sheet.desk.address + action, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ revision: sheet.desk.revision, change }),
    });
    const words = await answer.text();
    if (!answer.ok) { report("failed", words || answer.status); return; }
    renew(words);
    report(action === "undo" ? "undone" : "saved");
  } catch (error) {
    report("failed", error.message);
  } finally {
    busy = false;
  }
}
function renew(words) {
  const fresh = new DOMParser().parseFromString(words, "text/html");
  const line = fixed && fixed[1] !== undefined ? fixed[1] : currentLine();
  const places = [scrollY, byId("source").scrollTop];
  inspector.hidden = true;
  shown = null;
  lit = [];
  sheet = JSON.parse(fresh.getElementById("sheet").textContent);
  document.querySelector("main").replaceWith(document.adoptNode(fresh.querySelector("main")));
  findZones();
  byId("undo").disabled = fresh.getElementById("undo").disabled;
  speak(document);
  scrollTo(0, places[0]);
  byId("source").scrollTop = places[1];
  const row = line !== undefined && byId("l" + line);
  const home = row && row.dataset.home;
  fixed = home ? [home, line] : null;
  if (fixed) {
    light(...fixed);
    byId(home).focus({ preventScroll: true });
  }
}
const currentLine = () => {
  const row = lit.find((node) => node.matches && node.matches(".lines li"));
  return row ? Number(row.id.slice(1)) : undefined;
};
const change = (verb, values) => ask("change", { verb, ...values });
byId("undo").addEventListener("click", () => ask("undo"));
document.addEventListener("keydown", (event) => {
  if (event.key === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.target.matches("input, textarea")) {
    event.preventDefault();
    if (!byId("undo").disabled) ask("undo");
  }
});
document.addEventListener("change", (event) => {
  const field = event.target.closest("#masthead input");
  if (field) change("masthead", { field: field.name, value: field.value });
});

const button = (key, act, able = true) => {
  const node = make("button", { type: "button", disabled: !able, className: "do-" + key }, say(key));
  node.addEventListener("click", act);
  return node;
};
const numbers = (text) => (text.dataset.lines || "").split(" ").filter(Boolean).map(Number);
const head = (text) => numbers(text)[0];
const tail = (text) => numbers(text).at(-1);
const anyText = (article) => article.querySelector(".text");
const titleOf = (article) => (article.querySelector(".text.headline") ? article.getAttribute("aria-label") : anyText(article).textContent).slice(0, 18);
function select(key, options, value) {
  const node = make("select", { ariaLabel: say(key), className: "choose-" + key });
  for (const [own, words] of options) node.append(make("option", { value: own, selected: own === value }, words));
  return node;
}
const row = (...inner) => make("div", { className: "row" }, ...inner);
const group = (title, ...inner) => make("fieldset", {}, make("legend", {}, title), ...inner);

window.editJoin = (key, line, label) => {
  const [left, right] = key.split("-").map(Number);
  if (line !== undefined) {
    const node = make("button", { type: "button", className: "alternative" }, label);
    node.addEventListener("click", () => change("join", { lines: [left], target: line }));
    return node;
  }
  return row(
    button("confirm", () => change("join", { lines: [left], target: right })),
    button("break-join", () => change("break", { lines: [right] })),
  );
};

window.editText = (id, line) => {
  const text = id && byId(id);
  const own = line !== undefined ? line : head(text);
  const parts = [make("h2", {}, `${say("line")} ${own}`), ...regionParts(own, text), ...lineParts(own, text)];
  const article = text && text.closest("article");
  if (article && text.matches(".paragraph, .crosshead, .caption, .credit, .label")) parts.push(paragraphParts(text, article));
  if (article) parts.push(articleParts(article));
  return parts;
};
/* What stands together on the page goes to an article by one click on its name. */
function regionParts(line, text) {
  const region = regionOf(line);
  const own = text && text.closest("article");
  const others = [...document.querySelectorAll("article")].filter((node) => node !== own && anyText(node));
  if (!region.length || !others.length) return [];
  const colours = ["c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7"];
  const give = others.map((node) => {
    const zone = document.querySelector(`.zone[data-home^="t-${node.id}-"]`);
    const colour = (zone && colours.find((name) => zone.classList.contains(name))) || "";
    const to = make("button", { type: "button", className: `give ${colour}` }, titleOf(node));
    to.addEventListener("click", () => change("give", { line, target: head(anyText(node)) }));
    return to;
  });
  const count = new Set(region.map((zone) => zone.dataset.line)).size;
  return [group(`${say("region")} · ${count} ${say("rows")} · ${say("give-to")}`, make("div", { className: "row gives" }, ...give))];
}
function lineParts(line, text) {
  const source = byId("l" + line).querySelector(".t");
  const typed = make("textarea", { value: source.dataset.typed || source.textContent, rows: 2, id: "typed" });
  const label = make("label", {}, say("text-of-line"), typed);
  const roles = select("role", Object.keys(sheet.words).filter((key) => key.startsWith("role-")).map((key) => [key.slice(5), say(key)]),
    source.parentNode.dataset.role || "body");
  const before = make("input", { type: "number", min: 0, ariaLabel: say("follows"), id: "follows" });
  const articles = [...document.querySelectorAll("article")];
  const part = select("use-as", ["headline", "kicker", "deck", "column", "byline"].map((key) => [key, say(key)]));
  const of = select("of-article", articles.map((node) => [node.id, titleOf(node)]), text && text.closest("article") ? text.closest("article").id : "");
  const lines = text && !text.matches(".paragraph") ? numbers(text) : [line];
  return [
    label,
    row(
      button("retype", () => change("replace", { line, value: typed.value })),
      button("split-here", () => change("split", { lines: [line], at: typed.selectionStart })),
    ),
    ...(byId("l" + line).querySelector(".again") ? [row(button("read-twice", () => change("twice", { lines: [line] })))] : []),
    row(button("break-here", () => change("break", { lines: [line] })), say("follows"), before,
      button("do-join", () => before.value !== "" && change("join", { lines: [Number(before.value)], target: line }))),
    row(say("role"), roles, button("set", () => change("role", { lines: [line], value: roles.value }))),
    row(say("use-as"), part, say("of-article"), of, make("span", {}, ""),
      button("set", () => change(part.value, { lines, target: head(otherText(byId(of.value), text)) }))),
  ];
}
/* A header group is named by a text of its article, if there is one besides what is being given to it. */
const otherText = (article, text) => [...article.querySelectorAll(".text")].find((node) => node !== text) || anyText(article);

function paragraphParts(text, article) {
  const blocks = [...article.querySelectorAll(".paragraph, .crosshead, .caption, .credit, .label")].filter((node) => node.dataset.lines);
  const at = blocks.indexOf(text);
  const before = blocks[at - 1], after = blocks[at + 1];
  const others = [...document.querySelectorAll("article")].filter((node) => node !== article && anyText(node));
  const to = select("move-to", others.map((node) => [node.id, titleOf(node)]));
  const last = (node) => [...node.querySelectorAll(".text")].at(-1);
  return group(say("paragraph"),
    row(
      button("move-up", () => change("move", { lines: [head(before)], target: head(text) }), Boolean(before)),
      button("move-down", () => change("move", { lines: [head(text)], target: head(after) }), Boolean(after)),
      button("join-previous", () => change("join", { lines: [tail(before)], target: head(text) }), Boolean(before)),
      button("article-here", () => change("article", { lines: [head(text)] })),
    ),
    row(to, button("move-to", () => change("move", { lines: [head(text)], target: head(last(byId(to.value))) }), others.length > 0)),
  );
}
function articleParts(article) {
  const all = [...document.querySelectorAll("article")];
  const at = all.indexOf(article);
  const line = (node) => head(anyText(node));
  return group(say("article"), row(
    button("merge-previous", () => change("merge", { lines: [line(article)], target: line(all[at - 1]) }), at > 0),
    button("article-up", () => change("order", { lines: [line(all[at - 1])], target: line(article) }), at > 0),
    button("article-down", () => change("order", { lines: [line(article)], target: line(all[at + 1]) }), at < all.length - 1),
  ));
}
