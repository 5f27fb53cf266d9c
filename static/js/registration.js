// Proposes the city of the reader's device in the field for it, and tells what its clock shows.

/** Give the clock of a zone as "22:14". */
export function timeIn(zone, moment) {
  return new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(moment);
}

/** Give the name by which the browser calls a zone, or the name itself where it knows none. */
function knownAs(zone) {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return zone;
  }
}

/** Give which of the offered zones is that of the device; an older name finds its newer one. */
export function offeredFor(zone, offered) {
  if (!zone) return "";
  if (offered.includes(zone)) return zone;
  return offered.find((name) => knownAs(name) === zone) ?? "";
}

/** Give the city of "Tokyo, Japan (UTC+9)". */
export function cityIn(label) {
  return label.split(/,| \(/)[0].trim();
}

/** Fill "{city}" and "{time}" in. */
export function filledIn(text, values) {
  return text.replace(/\{(\w+)\}/g, (_all, name) => values[name] ?? "");
}

function tell(box, select, text) {
  const chosen = select.selectedOptions[0];
  const told = box.querySelector("[data-zone-told]");
  if (!chosen?.value) {
    told.textContent = "";
    return;
  }
  const values = { city: cityIn(chosen.textContent), time: timeIn(chosen.value, new Date()) };
  told.textContent = filledIn(text, values);
}

function watch(box) {
  const select = box.querySelector("select");
  const offered = [...select.options].map((option) => option.value).filter(Boolean);
  const device = offeredFor(Intl.DateTimeFormat().resolvedOptions().timeZone, offered);
  if (!select.value && device) {
    select.value = device;
    tell(box, select, box.dataset.detected);
  } else {
    tell(box, select, box.dataset.clock);
  }
  select.addEventListener("change", () => tell(box, select, box.dataset.clock));
}

if (typeof document !== "undefined") {
  document.querySelectorAll("[data-zone-field]").forEach(watch);
  document.getElementById("errors")?.focus();
}
