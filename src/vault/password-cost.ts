/** What scrypt (RFC 7914) is asked for: memory of 128 × N × r bytes, and p times the work. */
export type Cost = { readonly N: number; readonly r: number; readonly p: number };

/** A third of a second on a small machine (S1). PBKDF2 above 100,000 iterations throws on deployed Workers. */
export const COST: Cost = { N: 16384, r: 8, p: 5 };
