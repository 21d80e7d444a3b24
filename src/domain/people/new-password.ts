import { type Coded, coded } from "../problems/codes.ts";

/** Characters of an administrator's password (S1). */
export const PASSWORD_LEAST = 12;
export const PASSWORD_MOST = 128;

/** A part that is repeated makes a password weak only while it is shorter than a password has to be. */
const LONGEST_REPEATED = PASSWORD_LEAST - 1;

/** Whose password it is to be: what stands in it must not be it. */
export type PasswordOwner = {
  readonly email: string;
  /** What the accounts are called that the person administers. */
  readonly accounts: readonly string[];
};

/** What the software is called. */
const PRODUCT = "Muster";

/** Finds what is wrong with a new password of an administrator, as far as it itself tells (S1); null where it is good. */
export function passwordProblem(password: string, { email, accounts }: PasswordOwner): Coded<"invalid_option"> | null {
  const text = password.normalize("NFC");
  const length = [...text].length;
  if (length < PASSWORD_LEAST || length > PASSWORD_MOST)
    return coded("invalid_option", { about: "password_length", least: PASSWORD_LEAST, most: PASSWORD_MOST, length });
  const folded = text.normalize("NFKC").toLowerCase();
  if (isRun(folded)) return coded("invalid_option", { about: "password_run" });
  const names = [
    { name: email, what: "email" },
    { name: email.slice(0, Math.max(0, email.lastIndexOf("@"))), what: "email" },
    ...accounts.map((name) => ({ name, what: "account" }) as const),
    { name: PRODUCT, what: "product" },
  ] as const;
  const found = names.find(({ name }) => isNothingBut(folded, name));
  return found ? coded("invalid_option", { about: "password_name", what: found.what }) : null;
}

/** Tells whether a text is one short part again and again, one character too, or counts on from character to character. */
function isRun(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0) ?? 0);
  for (let part = 1; part <= Math.min(LONGEST_REPEATED, codes.length / 2); part += 1)
    if (codes.every((code, at) => at < part || code === codes[at - part])) return true;
  return [1, -1].some((step) => codes.every((code, at) => at === 0 || follows(codes[at - 1] ?? 0, code, step)));
}

const [ZERO, NINE] = [48, 57];

/** 0 comes after 9 as well: 1234567890123. */
function follows(before: number, code: number, step: number): boolean {
  if (code - before === step) return true;
  return step === 1 ? before === NINE && code === ZERO : before === ZERO && code === NINE;
}

/** Tells whether a password has no letters but those of a name, once or again and again; digits and signs do not count. */
function isNothingBut(password: string, name: string): boolean {
  const [letters, wanted] = [lettersOf(password), lettersOf(name.normalize("NFKC").toLowerCase())];
  if (wanted === "") return false;
  return (
    letters.length > 0 &&
    letters.length % wanted.length === 0 &&
    letters === wanted.repeat(letters.length / wanted.length)
  );
}

function lettersOf(text: string): string {
  return text.replace(/[^\p{L}\p{M}]/gu, "");
}
