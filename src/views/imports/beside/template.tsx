import { columnKeys, columnOf, isMandatory } from "../../../domain/columns.ts";
import { count } from "../../../domain/count.ts";
import { Icon } from "../../parts/icon.tsx";
import { ColumnsHelp } from "./columns-help.tsx";

export type Separator = "comma" | "semicolon";

const labels: { readonly [S in Separator]: string } = { comma: "With commas", semicolon: "With semicolons" };

type Props = {
  /** Which one fits the person's spreadsheet. */
  readonly first: Separator;
  readonly licenseTypes: number;
};

/** Both templates, the one that fits the person's spreadsheet first, and what goes into each column (spec 2). */
export function Template({ first, licenseTypes }: Props) {
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
      <ColumnsHelp licenseTypes={licenseTypes} />
    </section>
  );
}
