import { decodeAs } from "../../../../src/domain/file/encoding/bytes-to-text.ts";

const tables = new Map<string, ReadonlyMap<string, readonly number[]>>();

/** Writes a text in an old encoding; a character that it does not have is written with its marks apart, or fails. */
export function encode(text: string, encoding: string): Uint8Array {
  const table = tables.get(encoding) ?? tableOf(encoding);
  tables.set(encoding, table);
  const bytesOf = (char: string): readonly number[] => {
    const bytes = table.get(char) ?? [...pieces(char, table)].flatMap((piece) => table.get(piece) ?? []);
    if (bytes.length === 0) throw new Error(`${encoding} has no ${char}`);
    return bytes;
  };
  return Uint8Array.from(Array.from(text).flatMap(bytesOf));
}

/** windows-1258 has letters with a circumflex, breve or horn, and the marks of tones behind them. */
function pieces(char: string, table: ReadonlyMap<string, unknown>): string {
  const apart = char.normalize("NFD");
  for (let at = apart.length - 1; at > 0; at--) {
    const tone = apart[at] ?? "";
    const letter = (apart.slice(0, at) + apart.slice(at + 1)).normalize("NFC");
    if (table.has(letter) && table.has(tone)) return letter + tone;
  }
  return "";
}

function tableOf(encoding: string): ReadonlyMap<string, readonly number[]> {
  const table = new Map<string, readonly number[]>();
  const add = (...bytes: readonly number[]) => {
    const text = decodeAs(encoding, Uint8Array.from(bytes));
    if (Array.from(text).length === 1 && !/[\uFFFD\u0080-\u009F]/.test(text) && !table.has(text))
      table.set(text, bytes);
  };
  for (let one = 0; one < 256; one++) add(one);
  if (!["gbk", "shift_jis", "euc-kr", "big5", "euc-jp"].includes(encoding)) return table;
  for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) add(lead, trail);
  return table;
}
