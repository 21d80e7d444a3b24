import { createReadStream, existsSync, statSync } from "node:fs";

const EVERY_MS = 250;

/**
 * Hands each line that is added to a file to `show`, from its beginning, for as long as the script runs.
 * @param {string} file @param {(line: string) => void} show
 */
export function follow(file, show) {
  let from = 0;
  let rest = "";
  const look = async () => {
    const size = existsSync(file) ? statSync(file).size : 0;
    if (size > from) {
      const stream = createReadStream(file, { start: from, end: size - 1, encoding: "utf8" });
      for await (const part of stream) rest += part;
      from = size;
      const lines = rest.split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) show(line);
    }
    setTimeout(look, EVERY_MS).unref();
  };
  look();
}
