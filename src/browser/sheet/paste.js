// A block of cells, as spreadsheets copy it, is put into the sheet: all of it or nothing.
import { save } from "./save.js";
import { fieldOf, fields, rowOf, table, tell, textOf } from "./table.js";

/** @typedef {import("./table.js").Cell} Cell */

/** Puts a block into the cells from one on; where it has no room, says so. @param {Cell} cell @param {string} block */
export const paste = (cell, block) => {
  const lines = linesOf(block);
  const [top, first] = [rowOf(cell).rowIndex, Math.max(1, cell.cellIndex)];
  const [down, right] = [table.rows.length - top, fields.length + 1 - first];
  const [high, wide] = sizeOf(lines);
  if (high > down || wide > right) {
    const folded =
      wide > right && table.querySelector("thead .folded") ? "Columns that are folded away take none. " : "";
    const room = `from this cell on there is room for ${sized(down, right)}`;
    return tell(
      `Nothing was pasted. You copied ${sized(high, wide)}; ${room}. ${folded}Copy less, or begin at another cell.`,
      "bad",
    );
  }
  save(
    lines.flatMap((texts, line) =>
      texts.flatMap((text, index) => {
        const to = table.rows[top + line]?.cells[first + index];
        return to && fieldOf(to) && text !== textOf(to) ? [/** @type {const} */ ([to, text])] : [];
      }),
    ),
  );
};

/** How many rows and columns a block has; blank ones at its end do not count. @param {readonly (readonly string[])[]} lines */
const sizeOf = (lines) => {
  const widths = lines.map((texts) => texts.findLastIndex((text) => text.trim() !== "") + 1);
  return /** @type {const} */ ([Math.max(1, widths.findLastIndex((width) => width > 0) + 1), Math.max(...widths)]);
};

/** @param {number} high @param {number} wide */
const sized = (high, wide) => `${count(high, "row")} and ${count(wide, "column")}`;

/** @param {number} many @param {string} what */
const count = (many, what) => `${many} ${what}${many === 1 ? "" : "s"}`;

/** A cell with a line break or a tab in it stands in quotes, its own quotes doubled; any other as it is. */
const CELL = /"((?:[^"]|"")*)"(?=[\t\n]|$)|[^\t\n]*/y;

/** The cells of each line of a block. @param {string} block */
const linesOf = (block) => {
  const text = block.replaceAll("\r\n", "\n").replace(/\n$/, "");
  /** @type {string[][]} */
  const lines = [[]];
  for (let place = 0; place <= text.length; ) {
    CELL.lastIndex = place;
    const [all = "", quoted] = CELL.exec(text) ?? [];
    lines.at(-1)?.push(quoted !== undefined && /[\t\n]/.test(quoted) ? quoted.replaceAll('""', '"') : all);
    place += all.length + 1;
    if (text[place - 1] === "\n") lines.push([]);
  }
  return lines;
};
