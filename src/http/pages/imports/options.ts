import type { Context } from "hono";

import { findImport } from "../../../acts/imports/find-imports.ts";
import { findKnown } from "../../../acts/imports/new-import.ts";
import { changeOptions, startDraft } from "../../../acts/imports/start-draft.ts";
import { isDraft } from "../../../domain/import/import.ts";
import { done, type Failure, type Result } from "../../../domain/problems/result.ts";
import { optionGroups, optionTexts } from "../../../views/sheet/folds/options.tsx";
import type { AppEnv } from "../../hono-env.ts";
import { readForm } from "../forms.ts";
import { showFailure } from "../show.tsx";
import { showDraft } from "./show-draft.tsx";
import { wayOn } from "./upload.ts";
import { formOf, timedOptions } from "./upload-form.ts";

type Texts = Readonly<Record<string, string>>;

/** Gives options of a draft anew, and checks it with them (E3). */
export async function receiveOptions(c: Context<AppEnv>): Promise<Response> {
  const read = await readOptionFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  const { value: fields } = read;
  const anew = wishOf(fields, (name) => isChanged(fields, name));
  const kept = anew.ok ? await changeOptions(c.var.scene, idOf(c), anew.value) : anew;
  return kept.ok ? c.redirect(`/imports/${idOf(c)}`, 303) : showRefused(c, kept.failure, read.value);
}

/**
 * Starts a draft, with its options as they were shown beside Start, whatever others have made of them since (E3): nobody else's
 * choice of where passwords go is to be taken for that of whoever starts it (S1).
 */
export async function startForm(c: Context<AppEnv>): Promise<Response> {
  const read = await readOptionFields(c);
  if (!read.ok) return showFailure(c, read.failure);
  const { value: fields } = read;
  const draft = await findImport(c.var.scene, idOf(c));
  const now = draft.ok ? optionTexts(draft.value) : {};
  const isOtherNow = (name: string) => (fields[name] ?? now[name]) !== now[name] || name === "passwords";
  const anew = wishOf(fields, (name) => isChanged(fields, name) || isOtherNow(name));
  if (!anew.ok) return showRefused(c, anew.failure, read.value);
  const started = await startDraft(c.var.scene, idOf(c), { ...anew.value, warnings: "accept" });
  // A refusal that kept the import is explained on its page.
  if (started.ok || started.failure.import) return c.redirect(wayOn(started, { id: idOf(c) }), 303);
  return showRefused(c, started.failure, read.value);
}

function idOf(c: Context<AppEnv>): string {
  return c.req.param("id") ?? "";
}

/** The fields of the form; services are several boxes of one name. */
async function readOptionFields(c: Context<AppEnv>): Promise<Result<Texts>> {
  const form = await readForm(c);
  if (!form.ok) return form;
  const services = form.value.getAll("services").filter((service) => service !== "");
  return done({
    ...Object.fromEntries(form.value),
    ...(form.value.has("services") && { services: services.join(",") }),
  });
}

/** Tells whether a person has changed a field since the form was shown to them. */
function isChanged(fields: Texts, name: string): boolean {
  return (fields[name] ?? "") !== (new URLSearchParams(fields.was).get(name) ?? "");
}

/** The options of the form that are a wish, each with those of its group: what is left as it is, is none. */
function wishOf(fields: Texts, isWished: (name: string) => boolean): Result<Texts> {
  const groups = fields.passwords === undefined ? [] : optionGroups;
  const names: readonly string[] = groups.filter((group) => group.some(isWished)).flat();
  const anew = Object.fromEntries(names.map((name) => [name, fields[name] ?? ""]));
  const { mails, mails_at = "", notify, password_recipient = "", ...others } = anew;
  const timed = mails === undefined ? done({}) : timedOptions({ mails, mails_at });
  if (!timed.ok) return timed;
  return done({
    ...others,
    ...timed.value,
    ...(notify !== undefined && { notify: notify === "true" ? "true" : "false" }),
    ...(others.passwords === "recipient" && { password_recipient }),
  });
}

/** What was turned down is told on the page of the draft, which has the form as it was sent. */
async function showRefused(c: Context<AppEnv>, failure: Failure, fields: Texts): Promise<Response> {
  const [draft, known] = [await findImport(c.var.scene, idOf(c)), await findKnown(c.var.scene)];
  if (!draft.ok || !known.ok || !isDraft(draft.value.state)) return showFailure(c, failure);
  const options = formOf(fields, known.value.facts);
  return showDraft(c, idOf(c), { attempt: { failure: options.wrong_recipient ?? failure, typed: [], options } });
}
