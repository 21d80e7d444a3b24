import { isEmail } from "./address.ts";

/** What stands in a text that is no address itself: the addresses, each once, and whether there is an @ besides. */
export type Within = { readonly addresses: readonly string[]; readonly others: boolean };

const nothing: Within = { addresses: [], others: false };

/** The longest text that is searched for addresses. */
const MOST_SEARCHED = 1_000;
/** So many marks on one letter take quadratic time to put in order. */
const STACKED_MARKS = /\p{M}{31}/u;

/**
 * Finds the addresses in a text such as `Dana <dana@example.com>`, `[x](mailto:x)`, `“dana@example.com”` or `a@x.com, b@x.com`,
 * in plain letters, quotation marks and dashes (V4).
 */
export function addressesWithin(text: string): Within {
  if (text.length > MOST_SEARCHED || !/[@＠﹫]/.test(text) || STACKED_MARKS.test(text)) return nothing;
  const plain = plainSigns(text);
  // One sign of Arabic becomes eighteen.
  if (plain.length > MOST_SEARCHED) return nothing;
  const joined = joinDomain(plain, /^[a-z]{2,3}$/);
  if (joined !== null) return { addresses: [joined], others: false };
  const found = partsWithAt(plain);
  const right = found.filter(isEmail);
  const addresses = [...new Map(right.map((one) => [one.toLowerCase(), one])).values()];
  if (addresses.length > 0) return { addresses, others: right.length < found.length };
  const torn = joinDomain(plain, /./);
  return torn === null ? nothing : { addresses: [torn], others: false };
}

/**
 * Tells whether an address that stands in a text may be the rest of a login that is torn: jane doe@example.com is no doe, but
 * Dana Miller dana@example.com is dana.
 */
export function mayBeTorn(text: string, address: string): boolean {
  const plain = plainSigns(text);
  const before = plain.slice(0, Math.max(0, plain.indexOf(address)));
  const near = before.split(/[<>()[\]"]/).at(-1) ?? "";
  if (LABEL.test(near)) return false;
  const local = address.slice(0, address.lastIndexOf("@")).toLowerCase();
  const words = near.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length > 0 && !words.some((word) => word.length > 1 && local.includes(word));
}

/** What says that an address follows. */
const LABEL = /^(?:mailto|smtp|sip|acct):$|\p{L}{3}\s?:\s+$/iu;

/** Tells whether more than one @ stands in a text, as it does where there are several addresses. */
export function hasSeveralAts(text: string): boolean {
  return text.indexOf("@") !== text.lastIndexOf("@");
}

/** Full-width letters, and the quotation marks, dashes and stops of word processors and keyboards, as a login has them. */
function plainSigns(text: string): string {
  // Apostrophes before all else: to NFKC an accent that stands alone is a space with a mark.
  return text
    .replace(/[‘’‚‛ʼ´]/g, "'")
    .normalize("NFKC")
    .replace(/\p{Cf}/gu, "")
    .replace(/[“”„‟«»]/g, '"')
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/[。｡]/g, ".");
}

/** Cut at what no address has outside its local part; at what a local part may have only where two would be one. */
function partsWithAt(plain: string): readonly string[] {
  return plain
    .split(/[\s,;:<>()[\]\\"]+/)
    .filter((part) => part.includes("@"))
    .flatMap((part) => (hasSeveralAts(part) ? part.split(/[/|&]+/) : [part]))
    .map((part) => trimSigns(withoutQuery(part), /['.!?]/));
}

/** The `?subject=Hi` of a link. */
function withoutQuery(part: string): string {
  const query = part.indexOf("?", part.indexOf("@"));
  return query < 0 ? part : part.slice(0, query);
}

/** The one address with spaces at its @ and its dots, or a comma for a dot, or marks around it; `last` is what may end it. */
function joinDomain(plain: string, last: RegExp): string | null {
  if (hasSeveralAts(plain)) return null;
  const [local = "", domain = ""] = trimSigns(plain, /["'<>.,;:\s]/).split("@");
  const labels = domain.split(/[.,]/).map((label) => label.trim());
  const bare = `${local.trim()}@${labels.join(".")}`;
  return last.test(labels.at(-1) ?? "") && isEmail(bare) ? bare : null;
}

// A loop, as /[…]+$/ takes quadratic time on a text with long runs of these signs inside.
function trimSigns(text: string, sign: RegExp): string {
  let start = 0;
  let end = text.length;
  while (start < end && sign.test(text.charAt(start))) start++;
  while (end > start && sign.test(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}
