import { count } from "../../domain/count.ts";
import { MAX_LICENSES, MAX_NAME } from "../../domain/limits.ts";
import type { Failure } from "../../domain/problems/result.ts";
import { Field } from "../fields.tsx";
import { Page, type Viewer } from "../page.tsx";
import { sayWrong } from "../reader.ts";
import { Refusal } from "../refusal.tsx";
import { sayMany } from "../words.ts";
import { Kept, News, type WrongField, WrongFields } from "./parts.tsx";
import { TotalsTable, type TypeRow } from "./totals-table.tsx";

/** What the form for another type holds, and what is wrong with it. */
export type TypeForm = {
  readonly type: string;
  readonly total: string;
  readonly wrong_type: Failure | null;
  readonly wrong_total: Failure | null;
};

type Props = {
  readonly viewer: Viewer;
  readonly types: readonly TypeRow[];
  readonly form: TypeForm;
  /** Whether the operator keeps subscriptions to itself (A5). */
  readonly kept: boolean;
  readonly news?: string | null;
  readonly failure?: Failure | null;
};

/** The licence types of the account: what is used, what is left, and how many there are in all. */
export function SubscriptionsPage({ viewer, types, form, kept, news = null, failure = null }: Props) {
  const fields = wrongFields(types, form);
  return (
    <Page title="Subscriptions" viewer={viewer} here="subscriptions" wrong={fields.length > 0 || failure !== null}>
      <h1>{headingOf(types)}</h1>
      <p class="soft">Each user with CONNECT has one licence, of the type that the file names.</p>
      {news && <News>{news}</News>}
      {fields.length > 0 && <WrongFields heading="Nothing was saved" wrong={fields} />}
      {fields.length === 0 && failure && <Refusal failure={failure} />}
      {kept && <Kept what="subscriptions" />}
      {types.length > 0 ? <TotalsTable types={types} kept={kept} /> : <NoTypes kept={kept} />}
      {!kept && <AddType form={form} first={types.length === 0} />}
    </Page>
  );
}

function headingOf(types: readonly TypeRow[]): string {
  const sum = (of: (type: TypeRow) => number) => types.reduce((all, type) => all + of(type), 0);
  if (types.length === 0) return "No licences yet";
  return `${count(sum((type) => type.available))} of ${sayMany(
    sum((type) => type.total),
    "licence",
  )} left`;
}

function wrongFields(types: readonly TypeRow[], form: TypeForm): readonly WrongField[] {
  const totals = types.map(({ type, wrong }, at) => [`total-${at}`, wrong, type] as const);
  const all = [...totals, ["type", form.wrong_type, ""] as const, ["total", form.wrong_total, ""] as const];
  return all.flatMap(([id, wrong, name]): readonly WrongField[] => (wrong === null ? [] : [[id, wrong, name]]));
}

function NoTypes({ kept }: { kept: boolean }) {
  if (kept) return <p>There are none yet.</p>;
  return <p>Add the first licence type below, with how many users may have it.</p>;
}

function AddType({ form, first }: { form: TypeForm; first: boolean }) {
  return (
    <form method="post" action="/subscriptions/types">
      <fieldset>
        <legend>Add a licence type</legend>
        <Field
          name="type"
          label="Name"
          hint="As the file will have it, such as Essentials or Pro."
          value={form.type}
          wrong={sayWrong(form.wrong_type)}
          maxlength={MAX_NAME}
          required
        />
        <Field
          name="total"
          label="Total"
          hint={`How many users may have it, at most ${count(MAX_LICENSES)}.`}
          value={form.total}
          wrong={sayWrong(form.wrong_total)}
          maxlength={9}
          required
        />
        <button type="submit" class={first ? "btn go" : "btn"}>
          Add this type
        </button>
      </fieldset>
    </form>
  );
}

/** Asks once more before a licence type is removed; one that somebody has cannot be (A3). */
export function RemoveTypePage({ viewer, type, failure }: { viewer: Viewer; type: string; failure: Failure | null }) {
  return (
    <Page title={`Remove ${type}?`} viewer={viewer} here="subscriptions" wrong={failure !== null}>
      <h1>
        Remove <span class="breakable">{type}</span>?
      </h1>
      {failure ? (
        <>
          <Refusal failure={failure} />
          <p class="acts">
            <a class="btn" href="/subscriptions">
              Back to the subscriptions
            </a>
          </p>
        </>
      ) : (
        <form method="post" action="/subscriptions/removal">
          <p>Nobody has a licence of this type. A file that names it will be told that it does not exist.</p>
          <input type="hidden" name="type" value={type} />
          <div class="acts">
            <button type="submit" class="btn stop">
              Remove this type
            </button>
            <a href="/subscriptions">Keep it</a>
          </div>
        </form>
      )}
    </Page>
  );
}
