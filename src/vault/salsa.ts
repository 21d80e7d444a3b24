/** Where a block is read and where its mixture goes; the two places must not overlap. */
export type Mixing = {
  readonly from: Int32Array;
  readonly at: number;
  readonly to: Int32Array;
  readonly into: number;
  /** Room for 16 words, so that none is made each time. */
  readonly part: Int32Array;
};

/** BlockMix of scrypt (RFC 7914, section 4): mixes a block of 2 × r parts of 64 bytes; the even ones come first. */
export function mixBlock({ from, at, to, into, part }: Mixing, r: number): void {
  const last = at + (2 * r - 1) * 16;
  for (let word = 0; word < 16; word += 1) part[word] = from[last + word] ?? 0;
  for (let pair = 0; pair < r; pair += 1) {
    salsa(part, from, at + pair * 32);
    copy(part, to, into + pair * 16);
    salsa(part, from, at + pair * 32 + 16);
    copy(part, to, into + (r + pair) * 16);
  }
}

function copy(part: Int32Array, to: Int32Array, into: number): void {
  for (let word = 0; word < 16; word += 1) to[into + word] = part[word] ?? 0;
}

function turned(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

/** Salsa20/8 (RFC 7914, section 3) of a part with 16 words of `from`, in place. */
function salsa(part: Int32Array, from: Int32Array, at: number): void {
  const y0 = (part[0] ?? 0) ^ (from[at + 0] ?? 0);
  const y1 = (part[1] ?? 0) ^ (from[at + 1] ?? 0);
  const y2 = (part[2] ?? 0) ^ (from[at + 2] ?? 0);
  const y3 = (part[3] ?? 0) ^ (from[at + 3] ?? 0);
  const y4 = (part[4] ?? 0) ^ (from[at + 4] ?? 0);
  const y5 = (part[5] ?? 0) ^ (from[at + 5] ?? 0);
  const y6 = (part[6] ?? 0) ^ (from[at + 6] ?? 0);
  const y7 = (part[7] ?? 0) ^ (from[at + 7] ?? 0);
  const y8 = (part[8] ?? 0) ^ (from[at + 8] ?? 0);
  const y9 = (part[9] ?? 0) ^ (from[at + 9] ?? 0);
  const y10 = (part[10] ?? 0) ^ (from[at + 10] ?? 0);
  const y11 = (part[11] ?? 0) ^ (from[at + 11] ?? 0);
  const y12 = (part[12] ?? 0) ^ (from[at + 12] ?? 0);
  const y13 = (part[13] ?? 0) ^ (from[at + 13] ?? 0);
  const y14 = (part[14] ?? 0) ^ (from[at + 14] ?? 0);
  const y15 = (part[15] ?? 0) ^ (from[at + 15] ?? 0);
  let x0 = y0;
  let x1 = y1;
  let x2 = y2;
  let x3 = y3;
  let x4 = y4;
  let x5 = y5;
  let x6 = y6;
  let x7 = y7;
  let x8 = y8;
  let x9 = y9;
  let x10 = y10;
  let x11 = y11;
  let x12 = y12;
  let x13 = y13;
  let x14 = y14;
  let x15 = y15;
  for (let round = 0; round < 8; round += 2) {
    x4 ^= turned((x0 + x12) | 0, 7);
    x8 ^= turned((x4 + x0) | 0, 9);
    x12 ^= turned((x8 + x4) | 0, 13);
    x0 ^= turned((x12 + x8) | 0, 18);
    x9 ^= turned((x5 + x1) | 0, 7);
    x13 ^= turned((x9 + x5) | 0, 9);
    x1 ^= turned((x13 + x9) | 0, 13);
    x5 ^= turned((x1 + x13) | 0, 18);
    x14 ^= turned((x10 + x6) | 0, 7);
    x2 ^= turned((x14 + x10) | 0, 9);
    x6 ^= turned((x2 + x14) | 0, 13);
    x10 ^= turned((x6 + x2) | 0, 18);
    x3 ^= turned((x15 + x11) | 0, 7);
    x7 ^= turned((x3 + x15) | 0, 9);
    x11 ^= turned((x7 + x3) | 0, 13);
    x15 ^= turned((x11 + x7) | 0, 18);
    x1 ^= turned((x0 + x3) | 0, 7);
    x2 ^= turned((x1 + x0) | 0, 9);
    x3 ^= turned((x2 + x1) | 0, 13);
    x0 ^= turned((x3 + x2) | 0, 18);
    x6 ^= turned((x5 + x4) | 0, 7);
    x7 ^= turned((x6 + x5) | 0, 9);
    x4 ^= turned((x7 + x6) | 0, 13);
    x5 ^= turned((x4 + x7) | 0, 18);
    x11 ^= turned((x10 + x9) | 0, 7);
    x8 ^= turned((x11 + x10) | 0, 9);
    x9 ^= turned((x8 + x11) | 0, 13);
    x10 ^= turned((x9 + x8) | 0, 18);
    x12 ^= turned((x15 + x14) | 0, 7);
    x13 ^= turned((x12 + x15) | 0, 9);
    x14 ^= turned((x13 + x12) | 0, 13);
    x15 ^= turned((x14 + x13) | 0, 18);
  }
  part[0] = y0 + x0;
  part[1] = y1 + x1;
  part[2] = y2 + x2;
  part[3] = y3 + x3;
  part[4] = y4 + x4;
  part[5] = y5 + x5;
  part[6] = y6 + x6;
  part[7] = y7 + x7;
  part[8] = y8 + x8;
  part[9] = y9 + x9;
  part[10] = y10 + x10;
  part[11] = y11 + x11;
  part[12] = y12 + x12;
  part[13] = y13 + x13;
  part[14] = y14 + x14;
  part[15] = y15 + x15;
}
