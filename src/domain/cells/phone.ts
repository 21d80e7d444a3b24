import { fullNumbersIn, withoutTrimmings } from "./phone/within.ts";
import { callingCodeOf, type Dialled, dial, dialFrom } from "./phone-plan.ts";
import { type PhoneText, takeApart } from "./phone-text.ts";
import { type Fault, fault } from "./reading.ts";

/** One phone number as it was read (V1). */
export type PhoneReading = { readonly ok: true; readonly e164: string; readonly unusual: boolean } | PhoneFault;

export type PhoneFault = Fault<"invalid_phone" | "country_code_missing" | "spreadsheet_damaged" | "too_many_values">;

type IsOnAccount = (e164: string) => boolean;

/**
 * Reads one full phone number in any format into E.164 (V1). `country` (ISO 3166-1 alpha-2) is that of the main
 * location; a number of the account's inventory is always accepted.
 */
export function readPhone(text: string, country: string | null, isOnAccount: IsOnAccount): PhoneReading {
  const taken = takeApart(text);
  switch (taken.kind) {
    case "international":
      return readInternational(taken, country, isOnAccount);
    case "bare":
      return readBare(taken, country, isOnAccount);
    case "several":
      return fault("too_many_values", { most: 1, count: taken.count, what: "phone numbers" });
    case "damaged":
      return fault("spreadsheet_damaged", { kind: taken.damage, value: text });
    case "strange":
      return fault("invalid_phone", { reason: "letters" }, numberWithin(text, country));
    default:
      return taken satisfies never;
  }
}

/** Lists every E.164 number that a text might mean, so that the inventory can be looked up before it is read (V1). */
export function phoneCandidates(text: string): readonly string[] {
  const taken = takeApart(text);
  return "spellings" in taken ? candidatesOf(taken.spellings) : [];
}

/** Tells whether a number in E.164 is toll-free. */
export function isTollFree(e164: string): boolean {
  return dial(e164.replace(/^\+/, ""))?.isTollFree() ?? false;
}

/** Tells in which other country than this one a number in E.164 rings (ISO 3166-1 alpha-2); null where it is here, or not known. */
export function otherCountryOf(e164: string, country: string): string | null {
  const number = dial(e164.replace(/^\+/, ""));
  const its = number?.country ?? null;
  return its !== null && its !== country && number?.isValid() ? its : null;
}

type Spelled = Extract<PhoneText, { readonly digits: string }>;

function readInternational(taken: Spelled, country: string | null, isOnAccount: IsOnAccount): PhoneReading {
  const held = candidatesOf(taken.spellings).find(isOnAccount);
  if (held !== undefined) return accept(held);
  const dialled = dialAll(taken.spellings);
  const valid = dialled.find((number) => number.isValid());
  if (valid) return accept(valid.e164);
  // The last spelling is the one without the trunk zero, if there is any.
  const possible = dialled.findLast((number) => number.isPossible());
  if (possible) return { ok: true, e164: possible.e164, unusual: true };
  const meant = withoutOldPrefix(taken.spellings, country) ?? guess(taken.digits, country);
  return fault("invalid_phone", { reason: "impossible" }, meant);
}

function readBare(taken: Spelled, country: string | null, isOnAccount: IsOnAccount): PhoneReading {
  const held = candidatesOf(taken.spellings).find(isOnAccount);
  if (held !== undefined) return accept(held);
  const home = country === null ? null : callingCodeOf(country);
  const valid = dialAll(taken.spellings).filter((number) => number.isValid());
  const domestic = valid.find((number) => number.callingCode === home);
  if (domestic) return accept(domestic.e164);
  const national = country === null ? null : dialFrom(country, taken.digits);
  const isNational = national?.isValid() === true && national.callingCode === home;
  const foreign = valid[0];
  if (foreign && !isNational) return accept(foreign.e164);
  const suggestion = national?.isValid() ? national.e164 : withoutOldPrefix(taken.spellings, country);
  return fault("country_code_missing", { suggestion }, suggestion);
}

/** The one valid number among other text, such as `tel:+14155550123`, `415 555 0123 ext. 5`, `14155550123,00`. */
function numberWithin(text: string, country: string | null): string | null {
  const [only, ...others] = fullNumbersIn(text);
  if (only === undefined) return plainNumberWithin(text, country);
  const number = others.length > 0 ? null : dial(only.replace(/[^0-9]/g, ""));
  return number?.isValid() ? number.e164 : null;
}

function plainNumberWithin(text: string, country: string | null): string | null {
  const bare = withoutTrimmings(text);
  const taken = bare === null ? null : takeApart(bare);
  if (taken?.kind !== "bare" && taken?.kind !== "international") return null;
  const reading =
    taken.kind === "bare" ? readBare(taken, country, isNever) : readInternational(taken, country, isNever);
  if (!reading.ok) return reading.code === "country_code_missing" ? reading.suggestion : null;
  return reading.unusual ? null : reading.e164;
}

const isNever: IsOnAccount = () => false;

/** A mobile number of Mexico as it was dialled until 2020: with 1 behind +52, or with 044, 045 or 01 in front at home. */
function withoutOldPrefix([digits = ""]: readonly string[], country: string | null): string | null {
  const [, abroad] = digits.match(/^521([0-9]{10})$/) ?? [];
  const [, athome] = (country === "MX" && digits.match(/^(?:044|045|01|1)([0-9]{10})$/)) || [];
  const number = dial(`52${abroad ?? athome ?? ""}`);
  return number?.isValid() ? number.e164 : null;
}

/** What was probably meant by a number that cannot be: dialled from home, or with zeros too many in front. */
function guess(digits: string, country: string | null): string | null {
  const fromHome = country === null ? null : dialFrom(country, digits);
  const meant = [fromHome, dial(digits.replace(/^0+/, ""))].find((number) => number?.isValid());
  return meant?.e164 ?? null;
}

function candidatesOf(spellings: readonly string[]): readonly string[] {
  const dialled = dialAll(spellings).map((number) => number.e164);
  return [...new Set([...dialled, ...spellings.map((digits) => `+${digits}`)])];
}

function dialAll(spellings: readonly string[]): readonly Dialled[] {
  return spellings.flatMap((digits) => dial(digits) ?? []);
}

function accept(e164: string): PhoneReading {
  return { ok: true, e164, unusual: false };
}
