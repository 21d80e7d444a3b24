import { columnOf } from "../../../domain/columns.ts";
import { bulkFields } from "../../../domain/import/bulk-step.ts";
import type { Import } from "../../../domain/import/import.ts";
import { MAX_BULK_TEXT } from "../../../domain/limits.ts";
import type { Failure } from "../../../domain/problems/result.ts";
import { Choice, Field } from "../../fields.tsx";
import { News } from "../../inventory/parts.tsx";
import { Page, type Viewer } from "../../page.tsx";
import { Head } from "../../parts/head.tsx";
import { Refusal } from "../../refusal.tsx";

type Props = {
  readonly viewer: Viewer;
  readonly draft: Import;
  /** As it was typed, by the names of its fields. */
  readonly form: Readonly<Record<string, string>>;
  readonly failure: Failure | null;
  /** Whether no cell was as the form said. */
  readonly nothing: boolean;
};

/** Changes one column in many rows: gives it a value, or replaces a text in it (I13). */
export function ChangeColumnPage({ viewer, draft, form, failure, nothing }: Props) {
  const path = `/imports/${draft.id}`;
  return (
    <Page title={`Change a column of ${draft.file.name}`} viewer={viewer} here="import" wrong={failure !== null}>
      <Head
        title="Change a whole column"
        crumb={
          <>
            <a href="/imports">Imports</a> / <a href={path}>{draft.file.name}</a> / Change a column
          </>
        }
        lede="The file is checked again then. It is one change, and can be undone."
      />
      {failure && <Refusal failure={failure} heading="Nothing was changed" />}
      {nothing && <News>Nothing was changed: no cell was as you have said.</News>}
      <form class="panel roomy stack read" method="post" action={`${path}/bulk`}>
        <input type="hidden" name="form" value="column" />
        <Column chosen={form.field ?? ""} />
        <SetValue form={form} />
        <Replace form={form} />
        <div class="bar">
          <button type="submit" class="btn go">
            Change and check again
          </button>
          <a class="btn" href={path}>
            Back to the file
          </a>
        </div>
      </form>
    </Page>
  );
}

function Column({ chosen }: { chosen: string }) {
  return (
    <div class="field">
      <label class="label" for="field">
        Column
      </label>
      <select class="input" id="field" name="field">
        {bulkFields.map((key) => (
          <option value={key} selected={key === chosen}>
            {columnOf(key).name}
          </option>
        ))}
      </select>
    </div>
  );
}

type Form = Pick<Props, "form">;

function SetValue({ form }: Form) {
  const where = form.where ?? "blank";
  return (
    <fieldset class="stack tight">
      <Choice type="radio" name="do" value="set" label="Give it a value" checked={form.do !== "replace"} />
      <Field
        name="value"
        label="Value"
        value={form.value ?? ""}
        hint="Blank clears the cells."
        maxlength={MAX_BULK_TEXT}
        autofocus={form.equal !== undefined && form.equal !== ""}
      />
      <Choice type="radio" name="where" value="blank" label="Where it is blank" checked={where === "blank"} />
      <Choice type="radio" name="where" value="all" label="In all rows" checked={where === "all"} />
      <Choice type="radio" name="where" value="equal" label="Where it is exactly" checked={where === "equal"} />
      <Field name="equal" label="This value" value={form.equal ?? ""} />
    </fieldset>
  );
}

function Replace({ form }: Form) {
  return (
    <fieldset class="stack tight">
      <Choice type="radio" name="do" value="replace" label="Replace a text in it" checked={form.do === "replace"} />
      <Field
        name="find"
        label="Find"
        value={form.find ?? ""}
        hint="Capital and small letters differ."
        maxlength={MAX_BULK_TEXT}
      />
      <Field name="with" label="Replace with" value={form.with ?? ""} maxlength={MAX_BULK_TEXT} />
    </fieldset>
  );
}
