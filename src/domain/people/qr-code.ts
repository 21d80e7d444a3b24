import { encode } from "uqr";

/** A QR code: how many modules it is wide, and its dark ones as the path of an SVG, a unit each. */
export type QrCode = { readonly size: number; readonly path: string };

/** Makes the QR code of a text, with the quiet zone of four modules that scanners need (ISO/IEC 18004). */
export function qrCodeOf(text: string): QrCode {
  const { size, data } = encode(text, { ecc: "M", border: 4 });
  const rows = data.map((row, y) => runsOf(row).map(({ at, length }) => `M${at} ${y}h${length}v1h-${length}z`));
  return { size, path: rows.flat().join("") };
}

type Run = { readonly at: number; readonly length: number };

/** Neighbours are drawn as one: that is a third of the bytes, and no line shows between them. */
function runsOf(row: readonly boolean[]): readonly Run[] {
  const starts = row.flatMap((dark, at) => (dark && !row[at - 1] ? [at] : []));
  return starts.map((at) => {
    const end = row.indexOf(false, at);
    return { at, length: (end === -1 ? row.length : end) - at };
  });
}
