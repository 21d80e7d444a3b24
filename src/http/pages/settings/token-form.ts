import * as v from "valibot";
import type { TokenWish } from "../../../acts/people/tokens.ts";
import { ruleName } from "../../../domain/problems/codes/rules.ts";
import { coded } from "../../../domain/problems/codes.ts";
import type { Sayable } from "../../../domain/problems/say.ts";
import type { TokenForm } from "../../../views/settings/new-token.tsx";
import { line, nameProblem } from "../../schemas/names.ts";

/** The form of a new token before anything was typed. */
export function blankToken(key: string): TokenForm {
  return { key, name: "", scope: "read", last_day: "", wrong: {} };
}

const tokenName = v.pipe(line, v.maxLength(100, ruleName("token_name")));
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
  const scope = fields.scope === "write" ? "write" : "read";
  const named = v.safeParse(tokenName, name);
  const expiry = readLastDay(last_day.trim(), now);
  const wrong = {
    ...(!named.success && { name: nameProblem(named.issues[0]) }),
    ...(expiry.wrong !== null && { last_day: expiry.wrong }),
  };
  const form = { key: formKey.test(key) ? key : newKey(), name, scope, last_day, wrong } as const;
  const wish = named.success && expiry.wrong === null;
  return { form, wish: wish ? { name: named.output, scope, expires_at: expiry.at } : null };
}

type Expiry = { readonly at: string | null; readonly wrong: Sayable | null };

/** A token works until its last day is over, UTC. */
function readLastDay(text: string, now: string): Expiry {
  if (text === "") return { at: null, wrong: null };
  const begins = day.test(text) ? Date.parse(`${text}T00:00:00.000Z`) : Number.NaN;
  // A day that no month has is another one once it is read.
  if (Number.isNaN(begins) || new Date(begins).toISOString().slice(0, 10) !== text) {
    return wrongDay("last_day");
  }
  if (text < now.slice(0, 10)) return wrongDay("day_over");
  if (text === LAST_DAY) return wrongDay("day_too_far");
  return { at: new Date(begins + DAY_MS).toISOString(), wrong: null };
}

function wrongDay(about: "last_day" | "day_over" | "day_too_far"): Expiry {
  return { at: null, wrong: coded("invalid_option", { about }) };
}

/** The day after it has a year of five digits, which would sort before all others. */
const LAST_DAY = "9999-12-31";
