import type { Context } from "hono";
import { findNewImport } from "../../../acts/imports/new-import.ts";
import type { Failure } from "../../../domain/problems/result.ts";
import type { Left } from "../../../views/imports/beside/account-left.tsx";
import { NewImportPage } from "../../../views/imports/new.tsx";
import type { UploadForm } from "../../../views/imports/options.tsx";
import { statusOf } from "../../answer/statuses.ts";
import type { AppEnv } from "../../hono-env.ts";
import { queryOf } from "../forms.ts";
import { readAhead } from "../people/ahead.ts";
import { setRetryAfter, show, showFailure, showNothing, viewerOf } from "../show.tsx";
import { separatorOf } from "./separator.ts";
import { showImport } from "./show-import.tsx";
import { formOf } from "./upload-form.ts";

const before = readAhead("GET /imports/new", (_, at) => findNewImport(at));

/** Shows the form of a new import; what runs, or what has ended and nobody has hidden, comes before it (I8). */
export async function showNewImport(c: Context<AppEnv>): Promise<Response> {
  const found = await before(c);
  if (!found.ok) return showNothing(c);
  const { known, shown, ...left } = found.value;
  const { facts } = known;
  c.set("timeZone", facts.account.time_zone);
  const thrown = queryOf(c, "thrown") || null;
  // Whoever has just deleted a draft is told so (E12, E15): no result says it.
  if (shown && thrown === null) return showImport(c, shown);
  return showForm(c, { facts, ...left }, { form: formOf({}, facts), thrown });
}

/** Shows the form again as it was sent, with what was wrong. */
export async function showFormAgain(c: Context<AppEnv>, form: UploadForm, failure: Failure): Promise<Response> {
  const found = await findNewImport(c.var.scene);
  if (!found.ok) return showFailure(c, failure);
  const { known, shown: _, ...left } = found.value;
  c.set("timeZone", known.facts.account.time_zone);
  setRetryAfter(c, failure);
  return showForm(c, { facts: known.facts, ...left }, { form, failure });
}

type Shown = { readonly form: UploadForm; readonly failure?: Failure | null; readonly thrown?: string | null };

function showForm(c: Context<AppEnv>, left: Left, { form, failure = null, thrown = null }: Shown): Response {
  const page = (
    <NewImportPage
      viewer={viewerOf(c)}
      left={left}
      form={form}
      thrown={thrown}
      separator={separatorOf(c.req.header("Accept-Language"))}
      failure={failure && (form.wrong_recipient ?? failure)}
    />
  );
  return show(c, page, failure ? statusOf(failure.code) : 200);
}
