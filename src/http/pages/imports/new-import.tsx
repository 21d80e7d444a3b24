import type { Context } from "hono";
import { findLeft } from "../../../acts/imports/new-import.ts";
import type { AccountFacts } from "../../../domain/account/account.ts";
import type { Failure } from "../../../domain/problems/result.ts";
import { NewImportPage } from "../../../views/imports/new.tsx";
import type { UploadForm } from "../../../views/imports/options.tsx";
import { statusOf } from "../../answer/statuses.ts";
import type { AppEnv } from "../../hono-env.ts";
import { setRetryAfter, show, viewerOf } from "../show.tsx";
import { separatorOf } from "./separator.ts";

type Shown = { readonly form: UploadForm; readonly failure: Failure | null; readonly thrown?: string | null };

/** Shows the form of a new import, with what the account has left; after a refusal with what was wrong. */
export async function showNewImport(
  c: Context<AppEnv>,
  facts: AccountFacts,
  { form, failure, thrown = null }: Shown,
): Promise<Response> {
  if (failure) setRetryAfter(c, failure);
  const page = (
    <NewImportPage
      viewer={viewerOf(c)}
      left={await findLeft(c.var.scene, facts)}
      form={form}
      thrown={thrown}
      separator={separatorOf(c.req.header("Accept-Language"))}
      failure={failure && (form.wrong_recipient ?? failure)}
    />
  );
  return show(c, page, failure ? statusOf(failure.code) : 200);
}
