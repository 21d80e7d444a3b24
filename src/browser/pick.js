// A list whose rows are picked: how many are, said while they are picked, and one box for all of the page. Without it each row is
// picked by itself, and a link picks the page.
import "./times.js";

const form = document.querySelector("#pick");
const head = form?.querySelector("thead .tick");
const said = form?.querySelector("#picked");

if (form && head instanceof HTMLInputElement && said) {
  /** @type {readonly HTMLInputElement[]} */
  const boxes = [...form.querySelectorAll("tbody .tick")].filter((box) => box instanceof HTMLInputElement);
  const count = () => {
    const picked = boxes.filter(({ checked }) => checked).length;
    said.textContent = String(picked);
    head.checked = picked === boxes.length;
    head.indeterminate = picked > 0 && picked < boxes.length;
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
