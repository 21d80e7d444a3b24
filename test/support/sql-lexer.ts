/** A piece of an SQL file. `text` is as it stands there, `line` where it begins. */
export type Piece = {
  readonly kind: "word" | "string" | "comment" | "sign";
  readonly text: string;
  readonly line: number;
};

const PIECE =
  /(?<comment>--[^\n]*|\/\*[\s\S]*?\*\/)|(?<string>'(?:[^']|'')*'|"(?:[^"]|"")*")|(?<word>[A-Za-z_][\w.]*)|(?<sign>[^\s\w])|\d+/g;

/** Takes an SQL file apart as SQLite does, as far as telling comments and texts from the rest goes. */
export function piecesOf(sql: string): readonly Piece[] {
  return [...sql.matchAll(PIECE)].flatMap(({ groups = {}, index }) => {
    const [kind, text] = Object.entries(groups).find(([, found]) => found !== undefined) ?? [];
    const line = sql.slice(0, index).split("\n").length;
    return text === undefined ? [] : [{ kind: kind as Piece["kind"], text, line }];
  });
}

/** Lists what D1's own splitting of a migration may cut in the wrong place, each with its line. */
export function hazardsOf(sql: string): readonly string[] {
  const pieces = piecesOf(sql);
  const found = [
    ...(sql.includes("\r") ? ["1: a line ends with CR"] : []),
    ...pieces.flatMap((piece) => hazardsWithin(piece).map((what) => `${piece.line}: ${what}`)),
    ...triggersOf(pieces).flatMap((trigger) => hazardsOfTrigger(trigger)),
  ];
  return found.toSorted((one, other) => Number.parseInt(one, 10) - Number.parseInt(other, 10));
}

function hazardsWithin({ kind, text }: Piece): readonly string[] {
  if (kind === "comment" && /['"`;]/.test(text)) return ["a comment holds a quote or a semicolon"];
  if (kind === "string" && text.includes(";")) return ["a text holds a semicolon"];
  return [];
}

/** The pieces of each CREATE TRIGGER, up to the END of its own. */
function triggersOf(pieces: readonly Piece[]): readonly (readonly Piece[])[] {
  const code = pieces.filter(({ kind }) => kind !== "comment");
  const starts = code.flatMap((piece, at) => (isWord(piece, "TRIGGER") && isWord(code[at - 1], "CREATE") ? [at] : []));
  return starts.map((start) => {
    let open = 0;
    const end = code.findIndex((piece, at) => {
      if (at < start) return false;
      if (isWord(piece, "BEGIN") || isWord(piece, "CASE")) open += 1;
      if (isWord(piece, "END")) open -= 1;
      return isWord(piece, "END") && open === 0;
    });
    return code.slice(start - 1, end < 0 ? undefined : end + 1);
  });
}

function hazardsOfTrigger(trigger: readonly Piece[]): readonly string[] {
  const [first, last] = [trigger[0], trigger.at(-1)];
  const at = first?.line ?? 0;
  const statements = trigger.filter(({ kind, text }) => kind === "sign" && text === ";").length;
  return [
    ...(trigger.some((piece) => isWord(piece, "CASE"))
      ? [`${at}: a trigger has a CASE, whose END may be taken for its own`]
      : []),
    ...(statements === 1 ? [] : [`${at}: a trigger has ${statements} statements`]),
    ...(last?.line === at ? [] : [`${at}: a trigger stands on several lines`]),
    ...(trigger.every(({ text }) => !/^(begin|end)$/i.test(text) || text === text.toUpperCase())
      ? []
      : [`${at}: a trigger's BEGIN or END is not in capitals`]),
  ];
}

function isWord(piece: Piece | undefined, word: string): boolean {
  return piece?.kind === "word" && piece.text.toUpperCase() === word;
}
