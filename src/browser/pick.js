// A list whose rows are picked: how many are, said while they are picked, and one box for all of the page. Who was picked stays so
// on the other pages of the same list. Without it each row is picked by itself, and a link picks the page.
import "./times.js";

/** So many can be picked one by one (MOST_TICKED of the server). */
const MOST = 200;

const form = document.querySelector("#pick");
const head = form?.querySelector("thead .tick");
const said = form?.querySelector("#picked");

if (form instanceof HTMLFormElement && head instanceof HTMLInputElement && said) {
  /** @type {readonly HTMLInputElement[]} */
  const boxes = [...form.querySelectorAll("tbody .tick")].filter((box) => box instanceof HTMLInputElement);
  const filters = [...new FormData(form)].filter(([name]) => name !== "sort" && name !== "users");
  const place = `picked:${filters.join()}`;
  // What was done with those who were picked ends with it; whoever goes back finds them again.
  /** @type {readonly string[]} */
  let known = head.disabled ? [] : (history.state?.picked ?? JSON.parse(sessionStorage.getItem(place) ?? "[]"));
  for (const box of boxes) box.checked ||= known.includes(box.value);
  const others = known.filter((id) => boxes.every(({ value }) => value !== id));
  // Those of other pages go along with the form.
  for (const value of others) {
    const box = boxes[0]?.cloneNode();
    if (box) form.append(Object.assign(box, { value, checked: true, hidden: true }));
  }
  const forget = () => sessionStorage.removeItem(place);
  form.addEventListener("submit", () => {
    history.replaceState({ picked: known }, "");
    forget();
  });
  form.querySelector(".said a:last-child")?.addEventListener("click", forget);

  const count = () => {
    const all = boxes.filter(({ checked }) => checked);
    // An address holds no more.
    for (const box of all.splice(MOST - others.length)) box.checked = false;
    known = [...others, ...all.map(({ value }) => value)];
    const more = known.length === MOST ? " (the most)" : others.length > 0 ? ` (${others.length} on other pages)` : "";
    said.textContent = `${known.length}${more}`;
    sessionStorage.setItem(place, JSON.stringify(known));
    head.checked = all.length === boxes.length;
    head.indeterminate = all.length > 0 && !head.checked;
  };
  head.hidden = false;
  head.addEventListener("change", () => {
    for (const box of boxes) box.checked = head.checked;
    count();
  });
  /** @type {number} */
  let last = -1;
  form.addEventListener("click", (event) => {
    if (!(event instanceof MouseEvent) || !(event.target instanceof HTMLInputElement)) return;
    const at = boxes.indexOf(event.target);
    if (at < 0) return;
    // With Shift all between this box and the one before become as this one.
    if (event.shiftKey && last >= 0)
      for (const box of boxes.slice(Math.min(at, last), Math.max(at, last))) box.checked = boxes[at]?.checked ?? false;
    last = at;
    count();
  });
  form.addEventListener("change", count);
  // Whoever comes back finds the boxes as the browser has kept them.
  addEventListener("pageshow", () => {
    if (!head.disabled) count();
  });
}
