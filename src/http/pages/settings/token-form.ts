import * as v from "valibot";
import type { TokenWish } from "../../../acts/people/tokens.ts";
import type { TokenForm } from "../../../views/settings/new-token.tsx";
import { line } from "../../request/names.ts";

/** The form of a new token before anything was typed. */
export function blankToken(key: string): TokenForm {
  return { key, name: "", scope: "write", last_day: "", wrong: {} };
}

const tokenName = v.pipe(line, v.maxLength(100, "must have at most 100 characters"));
/** What newFormKey makes; a form that carries anything else gets one of ours. */
const formKey = /^[0-9A-HJKMNP-TV-Z]{26}$/;
const day = /^\d{4}-\d\d-\d\d$/;
const DAY_MS = 86_400_000;

/** Reads the form of a new token; `wish` is null where something has to be put right, which the form then says. */
export function readToken(
  fields: Readonly<Record<string, string>>,
  now: string,
  newKey: () => string,
): { readonly form: TokenForm; readonly wish: TokenWish | null } {
  const { key = "", name = "", last_day = "" } = fields;
  const scope = fields.scope === "read" ? "read" : "write";
  const named = v.safeParse(tokenName, name);
  const expiry = readLastDay(last_day.trim(), now);
  const wrong = {
    ...(!named.success && { name: `The name ${named.issues[0].message}.` }),
    ...(expiry.wrong !== null && { last_day: expiry.wrong }),
  };
  const form = { key: formKey.test(key) ? key : newKey(), name, scope, last_day, wrong } as const;
  const wish = named.success && expiry.wrong === null;
  return { form, wish: wish ? { name: named.output, scope, expires_at: expiry.at } : null };
}

type Expiry = { readonly at: string | null; readonly wrong: string | null };

/** A token works until its last day is over, UTC. */
function readLastDay(text: string, now: string): Expiry {
  if (text === "") return { at: null, wrong: null };
  const begins = day.test(text) ? Date.parse(`${text}T00:00:00.000Z`) : Number.NaN;
  // A day that no month has is another one once it is read.
  if (Number.isNaN(begins) || new Date(begins).toISOString().slice(0, 10) !== text) {
    return { at: null, wrong: "The last day is no date. Write it as 2027-01-31, or leave it blank." };
  }
  if (text < now.slice(0, 10)) return { at: null, wrong: "The last day is over already. Choose today or a later day." };
  if (text === LAST_DAY) return { at: null, wrong: "The last day is too far away. Leave it blank for no end." };
  return { at: new Date(begins + DAY_MS).toISOString(), wrong: null };
}

/** The day after it has a year of five digits, which would sort before all others. */
const LAST_DAY = "9999-12-31";
