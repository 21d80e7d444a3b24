import { count } from "../../domain/count.ts";
import { MAX_FILE_BYTES, MAX_ROWS } from "../../domain/limits.ts";
import type { Failure } from "../../domain/problems/result.ts";
import { Page, type Viewer } from "../page.tsx";
import { Head } from "../parts/head.tsx";
import { Icon } from "../parts/icon.tsx";
import { Refusal } from "../refusal.tsx";
import { sayBytes } from "../words.ts";
import { AccountLeft, type Left } from "./beside/account-left.tsx";
import { FilledTemplateForm, type Separator, Template } from "./beside/template.tsx";
import { BringBack } from "./drafts/deleted-drafts.tsx";
import { OpenDrafts } from "./drafts/open-drafts.tsx";
import { PasteField } from "./file/paste-field.tsx";
import { FileField } from "./file-field.tsx";
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
  const { account } = left.facts;
  const limits = `Up to ${count(MAX_ROWS)} users and ${sayBytes(MAX_FILE_BYTES)}.`;
  return (
    <Page title="Import users from CSV" viewer={viewer} here="import" wrong={failure !== null} scripted>
      <Head
        title="Import users from CSV"
        lede={`${limits} Nothing is created until the whole file has been checked.`}
      />
      {thrown && (
        <div class="say ok" role="status">
          <Icon sign="check" />
          <p>The draft was deleted. Nothing of it had been created.</p>
          <BringBack id={thrown} />
        </div>
      )}
      {failure && <Refusal failure={failure} heading={headingOf(failure)} />}
      <form class="docked" method="post" action="/imports/new" enctype="multipart/form-data">
        <input type="hidden" name="key" value={form.key} />
        <input type="hidden" name="account" value={account.id} />
        <div class="cols side">
          <div class="stack">
            <FileField label="Choose your filled-in template, or drop it here" required={false} />
            <PasteField pasted={form.pasted} />
            <p class="hint">
              A file of another system will do as well, if its first row names the columns: you say what each of them is
              after the check.
            </p>
            <div class="cols c3">
              <Services form={form} installed={account.services} />
              <Passwords form={form} silent={account.silent_mode} />
              <WhenMailsGo mails={form.mails} mails_at={form.mails_at} />
            </div>
            <div class="cols c2">
              <Existing form={form} />
              <Notify form={form} email={viewer.email} />
            </div>
          </div>
          <aside class="stack" aria-label="The account">
            <AccountLeft left={left} />
            <Template first={separator} left={left} />
            <OpenDrafts drafts={left.drafts} />
          </aside>
        </div>
        <SubmitFile>
          Starts at once if nothing is in doubt. Otherwise you see what is, and nothing is created.
        </SubmitFile>
      </form>
      <FilledTemplateForm first={separator} />
    </Page>
  );
}

/** What is wrong is in the form, not in the file. */
function headingOf({ code }: Failure): string | undefined {
  return code === "invalid_option" ? "Nothing was sent: something in the form is not right yet" : undefined;
}
