import { count } from "../../domain/count.ts";
import { MAX_LICENSES, MAX_NAME } from "../../domain/limits.ts";
import type { Failure } from "../../domain/problems/result.ts";
import { Field } from "../fields.tsx";
import { may } from "../may.tsx";
import { Page, type Viewer } from "../page.tsx";
import { Empty } from "../parts/empty.tsx";
import { Head } from "../parts/head.tsx";
import { Sure } from "../parts/sure.tsx";
import { sayWrong } from "../reader.ts";
import { Refusal } from "../refusal.tsx";
import { sayMany } from "../words.ts";
import { LicencePanels } from "./licence-panels.tsx";
import { Kept, type WrongField, WrongFields } from "./parts.tsx";
import { type Told, ToldNews } from "./told.tsx";
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
  readonly told?: Told | null;
  readonly failure?: Failure | null;
};

/** The licence types of the account: what is used, what is left, and how many there are in all. */
export function SubscriptionsPage({ viewer, types, form, kept, told = null, failure = null }: Props) {
  const fields = wrongFields(types, form);
  const fixed = kept || !may("POST /subscriptions");
  return (
    <Page title="Licences" viewer={viewer} here="subscriptions" wrong={fields.length > 0 || failure !== null}>
      <Head title={headingOf(types)} lede="Each user with CONNECT has one licence, of the type that the file names." />
      {told && <ToldNews told={told} here="subscriptions" />}
      {fields.length > 0 && <WrongFields heading="Nothing was saved" wrong={fields} />}
      {fields.length === 0 && failure && <Refusal failure={failure} />}
      {kept && <Kept what="licences" />}
      {types.length > 0 && <LicencePanels types={types} />}
      <div class={fixed ? "stack" : "cols side"}>
        {types.length > 0 ? <TotalsTable types={types} kept={fixed} /> : <NoTypes kept={kept} />}
        {!fixed && <AddType form={form} first={types.length === 0} />}
      </div>
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
  return (
    <div class="stack">
      <Empty heading="Your licence types will stand here" columns={["Type", "Used", "Left", "Total"]}>
        {kept ? "Your provider adds them." : "Add the first one, with how many users may have it."}
      </Empty>
    </div>
  );
}

function AddType({ form, first }: { form: TypeForm; first: boolean }) {
  return (
    <form class="panel stack" method="post" action="/subscriptions/types">
      <h2>Add a licence type</h2>
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
    </form>
  );
}

/** Asks once more before a licence type is removed; one that somebody has cannot be (A3). */
export function RemoveTypePage({ viewer, type, failure }: { viewer: Viewer; type: string; failure: Failure | null }) {
  return (
    <Page title={`Remove ${type}?`} viewer={viewer} here="subscriptions" wrong={failure !== null}>
      <Head title={`Remove ${type}?`} />
      {failure ? (
        <>
          <Refusal failure={failure} />
          <p class="bar">
            <a class="btn" href="/subscriptions">
              Back to the licences
            </a>
          </p>
        </>
      ) : (
        <Sure
          action="/subscriptions/removal"
          act="Remove this type"
          keep={{ href: "/subscriptions", label: "Keep it" }}
          means={["Nobody has a licence of this type.", "A file that names it will be told that it does not exist."]}
        >
          <input type="hidden" name="type" value={type} />
        </Sure>
      )}
    </Page>
  );
}
