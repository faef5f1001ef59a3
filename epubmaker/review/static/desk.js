"use strict";
let sheet = JSON.parse(document.getElementById("sheet").textContent);
const root = document.documentElement;
const inspector = document.getElementById("inspector");
const byId = (id) => document.getElementById(id);

const kept = {
  get(key) { try { return localStorage.getItem("epubmaker-" + key); } catch { return null; } },
  set(key, value) { try { localStorage.setItem("epubmaker-" + key, value); } catch { /* a page from a file may not keep */ } },
};

/* Language: every word of the interface bears its key. */
const languages = ["zh-Hans", "zh-Hant", "en"];
function preferred() {
  const name = navigator.language.toLowerCase();
  if (!name.startsWith("zh")) return "en";
  return /hant|-(tw|hk|mo)\b/.test(name) && !name.includes("hans") ? "zh-Hant" : "zh-Hans";
}
let language = languages.includes(kept.get("language")) ? kept.get("language") : preferred();
const say = (key) => (sheet.words[key] ? sheet.words[key][languages.indexOf(language)] : key);
function speak(within) {
  for (const node of within.querySelectorAll("[data-t]")) node.textContent = say(node.dataset.t);
  for (const node of within.querySelectorAll("[data-label]")) node.setAttribute("aria-label", say(node.dataset.label));
  for (const node of within.querySelectorAll("[data-t]")) node.lang = language;
}
byId("language").addEventListener("click", () => {
  language = languages[(languages.indexOf(language) + 1) % languages.length];
  kept.set("language", language);
  speak(document);
  if (shown) inspect(...shown);
});
const dark = matchMedia("(prefers-color-scheme: dark)");
if (kept.get("theme")) root.dataset.theme = kept.get("theme");
byId("theme").addEventListener("click", () => {
  const now = root.dataset.theme || (dark.matches ? "dark" : "light");
  root.dataset.theme = now === "dark" ? "light" : "dark";
  kept.set("theme", root.dataset.theme);
});

/* Light: a text and its source lines, and where they stand on the page. */
let lit = [];
const zones = new Map();
function findZones() {
  zones.clear();
  for (const zone of document.querySelectorAll(".zone")) {
    zones.set(zone.dataset.line, [...(zones.get(zone.dataset.line) || []), zone]);
  }
}
findZones();
/* A region is what stands together in one column of the page. */
const regionOf = (line) => {
  const [zone] = zones.get(String(line)) || [];
  return zone && zone.dataset.region ? [...document.querySelectorAll(`.zone[data-region="${zone.dataset.region}"]`)] : [];
};
function lightZones(numbers) {
  for (const zone of numbers.flatMap((number) => zones.get(String(number)) || [])) { zone.classList.add("lit"); lit.push(zone); }
}
function light(home, line) {
  for (const node of lit) node.classList.remove("lit", "chosen", "region");
  lit = [];
  const text = home && byId(home);
  if (!text) {
    const row = line !== undefined && byId("l" + line);
    if (row) { row.classList.add("lit"); lit.push(row); }
    if (line !== undefined) lightZones([line]);
    return;
  }
  const rows = (text.dataset.lines || "").split(" ").filter(Boolean).map((number) => byId("l" + number));
  lit = [text, ...rows.filter(Boolean)];
  for (const node of lit) node.classList.add("lit");
  lightZones((text.dataset.lines || "").split(" ").filter(Boolean));
  if (line !== undefined) {
    for (const piece of text.querySelectorAll(`[data-l="${line}"]`)) { piece.classList.add("chosen"); lit.push(piece); }
  }
}
function bring(node) {
  if (!node) return;
  const pane = node.closest("#source");
  if (!pane || getComputedStyle(pane).position === "static") { node.scrollIntoView({ block: "center" }); return; }
  const box = node.getBoundingClientRect(), frame = pane.getBoundingClientRect();
  const drawing = pane.querySelector(".drawing");
  pane.scrollTop += box.top - frame.top - Math.max(frame.height / 3, drawing ? drawing.offsetHeight + 20 : 0);
}
const firstRow = (text) => byId("l" + (text.dataset.lines || "").split(" ")[0]);

let fixed = null;
const pointer = { x: -1, y: -1 };
document.addEventListener("pointermove", (event) => { pointer.x = event.clientX; pointer.y = event.clientY; }, { capture: true });
document.addEventListener("pointerdown", (event) => { pointer.x = event.clientX; pointer.y = event.clientY; }, { capture: true });
function choose(target) {
  const join = target.closest(".join");
  const text = target.closest(".text");
  const zone = target.closest(".zone");
  const row = zone ? byId("l" + zone.dataset.line) : target.closest(".lines li");
  if (join) { fixed = [text.id]; light(text.id); bring(byId("l" + join.dataset.join.split("-")[0])); inspect("join", join.dataset.join); return; }
  if (text) {
    const piece = target.closest("[data-l]");
    const line = piece ? Number(piece.dataset.l) : undefined;
    fixed = [text.id, line];
    light(...fixed);
    bring(line === undefined ? firstRow(text) : byId("l" + line));
    if (window.editText) inspect("text", text.id, line);
    return;
  }
  if (row) {
    const line = Number(row.id.slice(1));
    fixed = [row.dataset.home, line];
    light(...fixed);
    if (zone && window.editText) for (const part of regionOf(line)) { part.classList.add("region"); lit.push(part); }
    if (zone) bring(row);
    const own = row.dataset.home && byId(row.dataset.home);
    if (own) own.scrollIntoView({ block: "center" });
    if (window.editText) inspect("text", row.dataset.home, line);
  }
}
document.addEventListener("click", (event) => { if (event.target.closest(".panes")) choose(event.target); });
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.closest(".panes") && event.target.matches(".text, .lines li")) { event.preventDefault(); choose(event.target); }
});
document.addEventListener("pointerover", (event) => {
  /* A page that scrolls under a resting pointer has not been pointed at. */
  if (event.pointerType === "touch" || (event.clientX === pointer.x && event.clientY === pointer.y)) return;
  const text = event.target.closest(".text"), zone = event.target.closest(".zone");
  const row = zone ? byId("l" + zone.dataset.line) : event.target.closest(".lines li");
  if (text) light(text.id);
  else if (row) light(row.dataset.home, Number(row.id.slice(1)));
  else light(...(fixed || []));
});
document.addEventListener("focusin", (event) => {
  const text = event.target.closest && event.target.closest(".text");
  if (!text || !event.target.matches(":focus-visible")) return;
  fixed = [text.id];
  light(text.id);
  if (text === event.target) bring(firstRow(text));
});
/* The source is one stop of the Tab key; arrows walk over its lines. */
document.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.altKey || event.target.id !== "source") return;
  event.preventDefault();
  const current = lit.find((node) => node.matches && node.matches(".lines li"));
  const at = fixed && fixed[1] !== undefined ? fixed[1] : current ? Number(current.id.slice(1)) - step : -step;
  const row = byId("l" + (at + step));
  if (row) { choose(row); bring(row); }
});

/* Doubts, one after the other. */
let doubt = -1;
const doubts = () => [...document.querySelectorAll(".doubt a")];
function visit(step) {
  const all = doubts();
  if (!all.length) return;
  doubt = (doubt + step + all.length) % all.length;
  follow(all[doubt]);
}
function follow(link) {
  const target = byId(link.hash.slice(1));
  if (!target) return;
  target.scrollIntoView({ block: "center" });
  target.focus({ preventScroll: true });
  if (target.matches(".join, .text, .lines li")) choose(target);
}
byId("next").addEventListener("click", () => visit(1));
byId("previous").addEventListener("click", () => visit(-1));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !inspector.hidden) { close(); return; }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && event.altKey) { event.preventDefault(); visit(step); }
});
document.addEventListener("click", (event) => {
  const link = event.target.closest(".overview a[href^='#']");
  if (!link) return;
  event.preventDefault();
  doubt = Math.max(doubts().indexOf(link), 0);
  follow(link);
});

/* The inspector says what is known of a join; the editable page adds what can be done. */
let shown = null;
function make(name, properties = {}, ...inner) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key in node) node[key] = value; else node.setAttribute(key, value);
  }
  node.append(...inner);
  return node;
}
function close() {
  inspector.hidden = true;
  const back = shown && (shown[0] === "join" ? byId("j" + shown[1]) : shown[1] && byId(shown[1]));
  shown = null;
  if (back) back.focus({ preventScroll: true });
}
function inspect(kind, id, line) {
  shown = [kind, id, line];
  const shut = make("button", { type: "button", className: "close", ariaLabel: say("close") }, "×");
  shut.addEventListener("click", close);
  inspector.replaceChildren(shut, ...(kind === "join" ? joinParts(id) : window.editText(id, line)));
  inspector.setAttribute("aria-label", say(kind === "join" ? "join" : "correct"));
  inspector.hidden = false;
  uncover(byId(kind === "join" ? "j" + id : id));
}
/* The panel opens over the page: what it speaks of is brought above it, again when the page has been laid out there. */
function uncover(node, again = true) {
  if (!node || inspector.hidden) return;
  const own = node.getBoundingClientRect(), panel = inspector.getBoundingClientRect();
  const room = own.top - document.querySelector("body > header").offsetHeight - 8;
  if (own.bottom > panel.top && own.right > panel.left && room > 0) scrollBy(0, Math.min(own.bottom - panel.top + 12, room));
  if (again) requestAnimationFrame(() => requestAnimationFrame(() => uncover(node, false)));
}
function joinParts(key) {
  const join = sheet.joins[key];
  if (!join) return [];
  const title = `${say(join.moved ? "moved" : "unsure")} · ${say("confidence")} ${Math.round(join.sure * 100)}%`;
  const list = make("ul");
  for (const [line, sure, words] of join.others) {
    const label = `${Math.round(sure * 100)}% “${words}” (${say("line")} ${line})`;
    const control = window.editJoin
      ? window.editJoin(key, line, `${say("choose-this")} ${label}`)
      : make("a", { href: "#l" + line }, label);
    if (!window.editJoin) control.addEventListener("click", (event) => { event.preventDefault(); choose(byId("l" + line)); bring(byId("l" + line)); });
    list.append(make("li", {}, control));
  }
  const parts = [make("h2", {}, title), make("p", {}, `…${join.tail} ｜ ${join.head}…`)];
  if (join.others.length) parts.push(make("p", {}, say("instead")), list);
  if (window.editJoin) parts.push(window.editJoin(key));
  return parts;
}
speak(document);
