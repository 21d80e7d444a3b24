import { countsIn } from "./show.mjs";

const WIDTH = 24;

/**
 * Shows how an import gets on: one line that moves on a terminal, a line for each change in a pipe.
 * @param {{ isTTY?: boolean, write: (text: string) => unknown }} out
 */
export function progressOn(out) {
  let last = "";

  /** @param {import("./show.mjs").Shown} shown */
  function show(shown) {
    const line = out.isTTY ? barOf(shown) : `${shown.state}  ${countsIn(shown.counts)}`;
    if (line === last) return;
    last = line;
    out.write(out.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
  }

  return { show, end: () => out.isTTY && last !== "" && out.write("\n") };
}

/** @param {import("./show.mjs").Shown} shown */
function barOf({ counts, progress }) {
  const filled = Math.round((WIDTH * progress.percent) / 100);
  const left = progress.seconds_left === null ? "" : `, ${progress.seconds_left} s left`;
  return `[${"#".repeat(filled)}${".".repeat(WIDTH - filled)}] ${progress.percent} %  ${countsIn(counts)}${left}`;
}
