import { count } from "../../domain/count.ts";
import { MAX_ROWS } from "../../domain/limits.ts";
import type { Failure } from "../../domain/problems/result.ts";
import { Page, type Viewer } from "../page.tsx";
import { Refusal } from "../refusal.tsx";
import { AccountLeft, type Left } from "./account-left.tsx";
import { ColumnsHelp } from "./columns-help.tsx";
import { BringBack } from "./drafts/deleted-drafts.tsx";
import { OpenDrafts } from "./drafts/open-drafts.tsx";
import { FileField, type Separator, TemplateLinks } from "./file-field.tsx";
import { WhenMailsGo } from "./mails/when-mails-go.tsx";
import { Existing, Notify, Passwords, Services, type UploadForm } from "./options.tsx";
import { SubmitFile } from "./submit-file.tsx";

type Props = {
  readonly viewer: Viewer;
  readonly left: Left;
  readonly form: UploadForm;
  /** Which template comes first, by the browser's language. */
  readonly separator: Separator;
  /** Why the last attempt was turned down. */
  readonly failure?: Failure | null;
  /** The draft that was just thrown away. */
  readonly thrown?: string | null;
};

/** One page and one submit (E1): file, services, passwords, start; beside it what the account has left. */
export function NewImportPage({ viewer, left, form, separator, failure = null, thrown = null }: Props) {
  const licenseTypes = left.facts.subscriptions.length;
  return (
    <Page title="Import users from CSV" viewer={viewer} here="import" wrong={failure !== null}>
      <h1>Import users from CSV</h1>
      <p class="soft">
        Up to {count(MAX_ROWS)} users from one file. Nothing is created until the whole file has been checked.
      </p>
      {thrown && (
        <div class="say ok" role="status">
          The draft was deleted. Nothing of it had been created. <BringBack id={thrown} />
        </div>
      )}
      {failure && <Refusal failure={failure} heading={headingOf(failure)} />}
      <div class="two">
        <form method="post" action="/imports/new" enctype="multipart/form-data">
          <input type="hidden" name="key" value={form.key} />
          <input type="hidden" name="account" value={left.facts.account.id} />
          <fieldset>
            <legend>1. The file</legend>
            <FileField label="Choose your filled-in template, or drop it here" />
            <TemplateLinks first={separator} />
            <p class="hint">
              A file of another system will do as well, if its first row names the columns: you say what each of them is
              after the check.
            </p>
            <ColumnsHelp licenseTypes={licenseTypes} />
          </fieldset>
          <Services form={form} installed={left.facts.account.services} />
          <Passwords form={form} silent={left.facts.account.silent_mode} />
          <Existing form={form} />
          <WhenMailsGo mails={form.mails} mails_at={form.mails_at} />
          <Notify form={form} email={viewer.email} />
          <SubmitFile />
        </form>
        <AccountLeft left={left} />
      </div>
      <OpenDrafts drafts={left.drafts} />
    </Page>
  );
}

/** What is wrong is in the form, not in the file. */
function headingOf({ code }: Failure): string | undefined {
  return code === "invalid_option" ? "Nothing was sent: something in the form is not right yet" : undefined;
}
