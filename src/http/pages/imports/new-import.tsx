import type { Context } from "hono";
import type { Scene } from "../../../acts/scene.ts";
import { isActive, isDraft } from "../../../domain/import/import.ts";
import type { Failure } from "../../../domain/problems/result.ts";
import { listImports } from "../../../store/imports/imports.ts";
import type { FactsAtRevision } from "../../../store/inventory/accounts.ts";
import { countParked } from "../../../store/inventory/numbers.ts";
import type { Left } from "../../../views/imports/account-left.tsx";
import { NewImportPage } from "../../../views/imports/new.tsx";
import type { UploadForm } from "../../../views/imports/options.tsx";
import { statusOf } from "../../answer/statuses.ts";
import type { AppEnv } from "../../hono-env.ts";
import { setRetryAfter, show, viewerOf } from "../show.tsx";
import { separatorOf } from "./separator.ts";

type Shown = { readonly form: UploadForm; readonly failure: Failure | null; readonly news?: string | null };

/** Shows the form of a new import, with what the account has left; after a refusal with what was wrong. */
export async function showNewImport(
  c: Context<AppEnv>,
  known: FactsAtRevision,
  { form, failure, news = null }: Shown,
): Promise<Response> {
  if (failure) setRetryAfter(c, failure);
  const detail = form.wrong_recipient ?? failure?.detail ?? "";
  const page = (
    <NewImportPage
      viewer={viewerOf(c)}
      left={await findLeft(c.var.scene, known)}
      form={form}
      news={news}
      separator={separatorOf(c.req.header("Accept-Language"))}
      failure={failure && { ...failure, detail }}
    />
  );
  return show(c, page, failure ? statusOf(failure.code) : 200);
}

/** The newest drafts may hide the last import that has ended; further back nobody misses it. */
const LOOK_BACK = 10;

async function findLeft({ db, account }: Scene, { facts }: FactsAtRevision): Promise<Left> {
  const recent = await listImports(db, account, { state: null, before: null, limit: LOOK_BACK });
  const last = recent.find(({ state }) => !isDraft(state) && !isActive(state)) ?? null;
  return { facts, numbers: await countParked(db, account), last };
}
