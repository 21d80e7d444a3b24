import type { Base } from "./bases.ts";

/** A file with one slip in it: what kind, where, and the file. */
export type Slip = { readonly kind: string; readonly at: number; readonly text: string };

/** Makes every slip of each kind at each place of a file; every nth place where that is enough. */
export function* slipsOf({ text, delimiter }: Base, every = 1): Generator<Slip> {
  for (let at = 0; at <= text.length; at += every) {
    const [before, char = "", after] = [text.slice(0, at), text[at], text.slice(at + 1)];
    yield { kind: "a separator more", at, text: before + delimiter + char + after };
    yield { kind: "a quote more", at, text: `${before}"${char}${after}` };
    yield { kind: "a line cut in two", at, text: `${before}\n${char}${after}` };
    if (char === delimiter) yield { kind: "a separator less", at, text: before + after };
    if (char === '"') yield { kind: "a quote less", at, text: before + after };
    if (char === "\n") yield { kind: "two lines joined", at, text: before + after };
    const end = text.indexOf("\n", at);
    if (end > at) yield { kind: "a line cut short", at, text: before + text.slice(end) };
    yield { kind: "the file cut short", at, text: before };
  }
  yield* slipsOfLines(text, delimiter);
}

/** Slips that are made of whole lines; a line break within quotes counts as one here, too. */
function* slipsOfLines(text: string, delimiter: string): Generator<Slip> {
  const lines = text.split("\n").slice(0, -1);
  const [header = ""] = lines;
  const other = delimiter === ";" ? "," : ";";
  for (const at of lines.keys()) {
    const [before, line = "", after] = [lines.slice(0, at), lines[at], lines.slice(at + 1)];
    const join = (...parts: readonly string[]) => `${[...before, ...parts, ...after].join("\n")}\n`;
    if (at > 0) yield { kind: "the header once more", at, text: join(header, line) };
    if (at > 0) yield { kind: "another separator in one line", at, text: join(line.replaceAll(delimiter, other)) };
    if (at > 0) yield { kind: "a line in one cell", at, text: join(`"${line.replaceAll('"', '""')}"`) };
    yield { kind: "a line less", at, text: join() };
  }
  yield { kind: "an end of file mark", at: text.length, text: `${text}\u001A` };
}
