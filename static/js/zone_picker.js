// Offers the reader's own zone, and finds others while one types. Without it the form does both.

const DISMISSED = "zone-offer-dismissed";
const WAIT = 150;

/** Give a local address with the zone to show times in. */
export function withZone(address, zone) {
  const url = new URL(address, "http://local.invalid");
  url.searchParams.set("zone", zone);
  return url.pathname + url.search.replaceAll("%2F", "/") + url.hash;
}

/** Give the name by which the browser calls a zone: it may know an older one. */
export function knownAs(zone) {
  try {
    return zone && new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return zone;
  }
}

/** Tell whether the zone of the browser is worth an offer. */
export function isWorthOffering(zone, shown, chosen, dismissed) {
  const now = knownAs(chosen || shown);
  return Boolean(zone) && knownAs(zone) !== now && zone !== dismissed;
}

/** Give which option is active after a key: the lists wrap, -1 is none. */
export function activeAfter(key, active, count) {
  if (!count) return -1;
  if (key === "ArrowDown") return active + 1 >= count ? 0 : active + 1;
  if (key === "ArrowUp") return active <= 0 ? count - 1 : active - 1;
  return active;
}

async function matchesFor(query) {
  const answer = await fetch(`/zones.json?q=${encodeURIComponent(query.slice(0, 80))}`);
  return answer.ok ? answer.json() : [];
}

function remembered() {
  try {
    return localStorage.getItem(DISMISSED);
  } catch {
    return null;
  }
}

function remember(zone) {
  try {
    localStorage.setItem(DISMISSED, zone);
  } catch {
    // Without storage the offer comes again, that is all.
  }
}

async function offer(box, bar) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const { shown, zone: chosen } = bar ? bar.dataset : { shown: "", zone: "" };
  if (!isWorthOffering(zone, shown, chosen, remembered())) return;
  const matches = await matchesFor(zone);
  const known = matches.find((match) => match.name === zone);
  if (!known) return;
  const question = document.createElement("span");
  // Of UTC the city and the offset have one name.
  const place = known.city === known.offset ? known.city : `${known.city} (${known.offset})`;
  question.textContent = box.dataset.question.replace("{city}", place);
  const yes = document.createElement("a");
  yes.className = "button button--small";
  yes.href = withZone(box.dataset.here, zone);
  yes.rel = "nofollow";
  yes.textContent = box.dataset.yes;
  const no = document.createElement("button");
  no.type = "button";
  no.className = "button button--quiet button--small";
  no.textContent = box.dataset.no;
  no.addEventListener("click", () => {
    remember(zone);
    box.hidden = true;
  });
  box.replaceChildren(question, yes, no);
  box.hidden = false;
}

function option(match, number) {
  const item = document.createElement("li");
  item.id = `zone-option-${number}`;
  item.role = "option";
  item.ariaSelected = "false";
  item.dataset.zone = match.name;
  for (const [text, kind] of [[match.city, ""], [match.country, "muted"], [match.offset, "zone-list__offset"]]) {
    const part = document.createElement("span");
    part.className = kind;
    part.textContent = text;
    item.append(part);
  }
  return item;
}

class ZoneSearch {
  constructor(form) {
    this.input = form.querySelector("input[type=search]");
    this.after = form.querySelector("input[name=next]").value;
    this.none = form.closest("[data-zone-bar]").querySelector("[data-zone-offer]").dataset.none;
    this.list = document.createElement("ul");
    this.list.className = "zone-list";
    this.list.id = "zone-options";
    this.list.role = "listbox";
    this.list.hidden = true;
    this.list.setAttribute("aria-label", this.input.labels[0].textContent);
    this.status = document.createElement("p");
    this.status.className = "hidden-text";
    this.status.role = "status";
    form.append(this.list, this.status);
    this.active = -1;
    for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": "zone-options", "aria-autocomplete": "list" })) {
      this.input.setAttribute(name, value);
    }
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.close(), 200));
    this.list.addEventListener("pointerdown", (event) => {
      const item = event.target.closest("[data-zone]");
      event.preventDefault();
      if (item) this.choose(item);
    });
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.find(), WAIT);
  }

  async find() {
    const query = this.input.value.trim();
    const matches = query ? await matchesFor(query) : [];
    if (query !== this.input.value.trim()) return;
    this.list.replaceChildren(...matches.slice(0, 8).map(option));
    this.status.textContent = query && !matches.length ? this.none : "";
    this.active = -1;
    this.show(matches.length > 0);
  }

  show(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    if (!open) this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    this.show(false);
  }

  key(event) {
    const options = [...this.list.children];
    if (event.key === "Escape") {
      this.close();
    } else if (event.key === "Enter" && !this.list.hidden && options[this.active]) {
      event.preventDefault();
      this.choose(options[this.active]);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden && options.length) this.show(true);
      this.activate(activeAfter(event.key, this.active, options.length), options);
    }
  }

  activate(number, options) {
    this.active = number;
    options.forEach((item, index) => (item.ariaSelected = String(index === number)));
    if (options[number]) {
      this.input.setAttribute("aria-activedescendant", options[number].id);
      options[number].scrollIntoView({ block: "nearest" });
    }
  }

  choose(item) {
    location.assign(withZone(this.after, item.dataset.zone));
  }
}

if (typeof document !== "undefined") {
  const bar = document.querySelector("[data-zone-bar]");
  const box = document.querySelector("[data-zone-offer]");
  if (box) offer(box, bar);
  document.querySelectorAll("[data-zone-search]").forEach((form) => new ZoneSearch(form));
}
