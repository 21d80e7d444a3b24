import type { Context } from "hono";
import type { Review } from "../../../acts/imports/drafts.ts";
import { findImport } from "../../../acts/imports/find-imports.ts";
import { readDraftAnew } from "../../../acts/imports/read-anew.ts";
import { changeOptions } from "../../../acts/imports/start-draft.ts";
import { isDraft } from "../../../domain/import/import.ts";
import type { Result } from "../../../domain/problems/result.ts";
import { readChosen } from "../../../views/imports/columns-form.tsx";
import type { Chosen } from "../../../views/imports/columns-table.tsx";
import type { AppEnv } from "../../hono-env.ts";
import { readFields } from "../forms.ts";
import { showFailure } from "../show.tsx";
import { showDraft } from "./show-draft.tsx";

/** Reads a draft's file in the encoding (none: it is asked again), or with the columns, that a person has chosen (Q1, T4). */
export async function receiveReading(c: Context<AppEnv>): Promise<Response> {
  const read = await readFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  const { encoding } = read.value;
  const columns = readChosen(read.value);
  const wish = { columns, ...(encoding !== undefined && { encoding: encoding === "" ? null : encoding }) };
  return goBack(c, await readDraftAnew(c.var.scene, idOf(c), wish), read.value);
}

/** Takes a person's yes to a question (Q2). */
export async function receiveAnswer(c: Context<AppEnv>): Promise<Response> {
  const read = await readFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  return goBack(c, await changeOptions(c.var.scene, idOf(c), { confirm: read.value.confirm ?? "" }));
}

function idOf(c: Context<AppEnv>): string {
  return c.req.param("id") ?? "";
}

/** What was turned down is told on the page of the draft; one that was started meanwhile has another page. */
async function goBack(c: Context<AppEnv>, result: Result<Review>, chosen: Chosen = {}): Promise<Response> {
  if (result.ok) return c.redirect(`/imports/${idOf(c)}`, 303);
  const draft = await findImport(c.var.scene, idOf(c));
  if (!draft.ok) return showFailure(c, result.failure);
  if (!isDraft(draft.value.state)) return c.redirect(`/imports/${idOf(c)}`, 303);
  return showDraft(c, idOf(c), { attempt: { failure: result.failure, typed: [], chosen } });
}
