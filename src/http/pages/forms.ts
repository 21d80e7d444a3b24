import type { Context } from "hono";
import { done, type Result, refuse } from "../../domain/problems/result.ts";
import { readCursor } from "../cursor.ts";
import type { AppEnv } from "../hono-env.ts";
import { readBounded } from "../request/bounded-body.ts";

const MAX_FORM_BYTES = 65_536;

/** Reads the fields of a form without a file; of a field that occurs several times, the last. */
export async function readFields(
  c: Context<AppEnv>,
  most = MAX_FORM_BYTES,
): Promise<Result<Readonly<Record<string, string>>>> {
  const form = await readForm(c, most);
  return form.ok ? done(Object.fromEntries(form.value)) : form;
}

/** Reads a form without a file, with every value of a field that occurs several times. */
export async function readForm(c: Context<AppEnv>, most = MAX_FORM_BYTES): Promise<Result<URLSearchParams>> {
  const type = c.req.header("Content-Type")?.split(";")[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded" && type !== undefined) {
    return refuse("unsupported_body_type", { wanted: "form" });
  }
  const body = await readBounded(c.req.raw, most);
  if (!body.ok) return body;
  return done(new URLSearchParams(new TextDecoder().decode(body.value)));
}

const MAX_QUERY_CHARACTERS = 200;

/** A parameter of the address as somebody may have written it by hand: never too long, never missing. */
export function queryOf(c: Context<AppEnv>, name: string): string {
  return (c.req.query(name) ?? "").slice(0, MAX_QUERY_CHARACTERS);
}

/** A whole number of the address, `otherwise` where it is none. */
export function numberOf(c: Context<AppEnv>, name: string, otherwise: number): number {
  const text = queryOf(c, name);
  return /^[0-9]{1,9}$/.test(text) ? Number(text) : otherwise;
}

/** What a list goes on after; "" for its beginning, and where the cursor is none of ours. */
export function cursorOf(c: Context<AppEnv>): string {
  return readCursor(c.req.query("cursor") ?? "") ?? "";
}

/** Things of one page, out of one thing more than a page holds. */
export function pageOf<Thing>(
  things: readonly Thing[],
  limit: number,
): { shown: readonly Thing[]; last: Thing | null } {
  const shown = things.slice(0, limit);
  return { shown, last: things.length > limit ? (shown.at(-1) ?? null) : null };
}

/** How many rows, users or imports a page shows. */
export const PER_PAGE = 50;
