// The menus of the columns, and what is folded away above the table.
import { go } from "./move.js";
import { table } from "./table.js";

/** What keys do on the head of a column, which arrow up leads to; tells whether it was one. @param {KeyboardEvent} event */
export const onHead = ({ target, key }) => {
  const head = target instanceof Element ? target.closest("thead th") : null;
  if (!(head instanceof HTMLTableCellElement)) return false;
  const menu = head.querySelector("details");
  if (key === "Escape" && menu?.open) {
    menu.open = false;
    menu.querySelector("summary")?.focus();
  } else if (key === "ArrowDown" && !menu?.open) go(table.rows[1]?.cells[head.cellIndex]);
  else if (key === "ArrowLeft" || key === "ArrowRight") {
    const other = key === "ArrowLeft" ? head.previousElementSibling : head.nextElementSibling;
    other?.querySelector("summary")?.focus();
  }
  return true;
};

/** Closes the menus that were not clicked on. @param {Element} clicked */
export const closeMenus = (clicked) => {
  for (const menu of document.querySelectorAll("details.menu"))
    if (menu instanceof HTMLDetailsElement && !menu.contains(clicked)) menu.open = false;
};

/** What is seen although it is folded is told as open; a script that a part needs is fetched once it is opened. */
export const readyPage = () => {
  for (const summary of table.querySelectorAll("thead summary"))
    if (summary instanceof HTMLElement) summary.tabIndex = -1;
  const after = document.getElementById("sheet-after");
  if (after instanceof HTMLDetailsElement && matchMedia("(min-width: 75rem)").matches) after.open = true;
  for (const fold of document.querySelectorAll("details[data-script]")) {
    fold.addEventListener("toggle", () => {
      const script = document.createElement("script");
      script.type = "module";
      script.src = fold.getAttribute("data-script") ?? "";
      document.head.append(script);
    });
  }
};
