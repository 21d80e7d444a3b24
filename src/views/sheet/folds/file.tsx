import type { Import } from "../../../domain/import/import.ts";
import { uploadScript } from "../../assets.generated.ts";
import { AskAgain } from "../../imports/draft-parts.tsx";
import { nameOfEncoding } from "../../imports/encodings.ts";
import { FileField } from "../../imports/file-field.tsx";
import { SubmitFile } from "../../imports/submit-file.tsx";
import { Fold } from "./fold.tsx";

type Props = {
  readonly draft: Import;
  /** Makes sending the form twice harmless (E4). */
  readonly formKey: string;
  /** The id of the account that the form is for. */
  readonly account: string;
};

/** What else can be done with the file: downloaded, changed as a whole, replaced by a corrected one, thrown away. */
export function File({ draft, formKey, account }: Props) {
  const path = `/imports/${draft.id}`;
  return (
    <Fold id="sheet-file" title="The file" script={uploadScript}>
      <div class="bar">
        <a class="btn low" href={`${path}/bulk`}>
          Change a whole column
        </a>
        <a class="btn low" href={`${path}/changes`}>
          All changes
        </a>
        <a class="btn low" href={`${path}/problems.csv`} download>
          Download problems as CSV
        </a>
        <a class="btn low" href={`${path}/original.csv`} download>
          Download it as it was uploaded
        </a>
        <a class="btn low" href={`${path}?columns=assign#columns`}>
          Read its columns otherwise
        </a>
        <AskAgain draft={draft} />
      </div>
      <p class="hint">
        Read as {nameOfEncoding(draft.file.encoding)}. Deleted, the draft can be brought back for 7 days; nothing of it
        has been created.
      </p>
      <form class="narrow-only" method="post" action={`${path}/removal`}>
        <button type="submit" class="btn bare">
          Delete this draft
        </button>
      </form>
      <Corrected draft={draft} formKey={formKey} account={account} />
    </Fold>
  );
}

/** Takes the corrected file, with the options of the one that it replaces. */
function Corrected({ draft, formKey, account }: Props) {
  const { services, passwords, password_recipient, existing, mails, mails_at } = draft.options;
  return (
    <form class="stack read" method="post" action="/imports" enctype="multipart/form-data" aria-labelledby="corrected">
      <h3 id="corrected">Upload a corrected file instead</h3>
      <input type="hidden" name="key" value={formKey} />
      <input type="hidden" name="account" value={account} />
      <input type="hidden" name="services" value={services.join(",") || "none"} />
      <input type="hidden" name="passwords" value={passwords} />
      <input type="hidden" name="password_recipient" value={password_recipient ?? ""} />
      <input type="hidden" name="existing" value={existing} />
      <input type="hidden" name="mails" value={mails_at === null ? mails : "at"} />
      <input type="hidden" name="mails_at" value={mails_at ?? ""} />
      <p>The services, the way of the passwords and all else stay as you have chosen them.</p>
      <FileField label="Choose the corrected file, or drop it here" />
      <SubmitFile next={false} />
    </form>
  );
}
