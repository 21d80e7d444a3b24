import { columnKeys, columnOf, isMandatory } from "../../../domain/columns.ts";
import { count } from "../../../domain/count.ts";
import { MAX_ROWS } from "../../../domain/limits.ts";
import { Icon } from "../../parts/icon.tsx";
import type { Left } from "./account-left.tsx";
import { ColumnsHelp } from "./columns-help.tsx";

export type Separator = "comma" | "semicolon";

const labels: { readonly [S in Separator]: string } = { comma: "With commas", semicolon: "With semicolons" };

type Props = {
  /** Which one fits the person's spreadsheet. */
  readonly first: Separator;
  readonly left: Left;
};

/** The form that asks for a filled template stands outside the one that its fields are in. */
const FORM = "filled-template";

/** What FilledRows is sent with; it must stand beside the form of the import, not in it. */
export function FilledTemplateForm({ first }: { first: Separator }) {
  return (
    <form id={FORM} method="get" action="/imports/template.csv">
      <input type="hidden" name="separator" value={first} />
    </form>
  );
}

/** Both templates, the one that fits the person's spreadsheet first, and what goes into each column (spec 2). */
export function Template({ first, left }: Props) {
  const { subscriptions, locations } = left.facts;
  const licenseTypes = subscriptions.length;
  const order: readonly Separator[] = first === "comma" ? ["comma", "semicolon"] : ["semicolon", "comma"];
  const mandatory = columnKeys.filter((key) => isMandatory(columnOf(key), licenseTypes)).length;
  return (
    <section class="panel stack tight">
      <h2>Template</h2>
      <p class="hint">
        {count(columnKeys.length)} columns, {count(mandatory)} of them mandatory. Excel{" "}
        {first === "comma" ? "in English takes commas" : "in much of Europe takes semicolons"}.
      </p>
      <div class="bar">
        {order.map((separator) => (
          <a class="btn low" href={`/imports/template.csv?separator=${separator}`}>
            <Icon sign="get" /> {labels[separator]}
          </a>
        ))}
      </div>
      <FilledRows free={left.numbers.parked - left.numbers.toll_free} />
      <ColumnsHelp licenseTypes={licenseTypes} />
      <Choices types={subscriptions.map(({ type }) => type)} locations={locations.map(({ name }) => name)} />
    </section>
  );
}

/** A template with so many of the lowest free numbers in it, with a free extension each (X7). */
function FilledRows({ free }: { free: number }) {
  if (free <= 0) return null;
  const most = Math.min(free, MAX_ROWS);
  return (
    <div class="bar">
      <button type="submit" form={FORM} class="btn low">
        <Icon sign="get" /> Filled
      </button>
      <label class="hint" for="template-numbers">
        with free numbers, each with an extension:
      </label>
      <input
        class="input low short"
        id="template-numbers"
        form={FORM}
        type="number"
        name="numbers"
        min={1}
        max={most}
        value={Math.min(most, FEW)}
      />
      <span class="hint">of {count(free)}</span>
    </div>
  );
}

/** As many as a beginner looks at. */
const FEW = 20;

/** So many of a kind are named; more stand on their own page. */
const MOST_NAMED = 30;

/** What may be chosen in the columns that take a name of the account (X7). */
function Choices({ types, locations }: { types: readonly string[]; locations: readonly string[] }) {
  return (
    <details class="small">
      <summary>What may be chosen</summary>
      <dl class="help">
        <Named name="Licence types" href="/subscriptions" names={types} />
        <Named name="Locations" href="/locations" names={locations} />
      </dl>
    </details>
  );
}

function Named({ name, href, names }: { name: string; href: string; names: readonly string[] }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class="long">
        {names.slice(0, MOST_NAMED).join(" · ")}
        {names.length > MOST_NAMED && (
          <>
            {" "}
            and <a href={href}>{count(names.length - MOST_NAMED)} more</a>
          </>
        )}
      </dd>
    </div>
  );
}
