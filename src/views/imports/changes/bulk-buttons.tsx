import { isColumnKey } from "../../../domain/columns.ts";
import { count } from "../../../domain/count.ts";
import { isBulkField } from "../../../domain/import/bulk-step.ts";
import { type Finding, kindsOf } from "../findings.ts";
import type { From } from "./last-change.tsx";

type Props = {
  readonly path: string;
  readonly findings: readonly Finding[];
  /** The kind that is looked at; "" for all. */
  readonly kind: string;
  /** How many rows the file has. */
  readonly rows: number;
  readonly from?: From;
};

/** What can be done at once about all problems of the kind that is looked at, or of the only one (I13). */
export function BulkButtons({ path, findings, kind, rows, from = "" }: Props) {
  const kinds = kindsOf(findings);
  const code = kinds.length === 1 ? kinds[0]?.code : kinds.find((one) => one.code === kind)?.code;
  const found = findings.filter((finding) => finding.code === code);
  const suggested = new Set(found.flatMap(suggestedCell)).size;
  const named = new Set(found.flatMap(({ row }) => row ?? [])).size;
  const removable = named > 1 && named < rows;
  if (code === undefined || (suggested < 2 && !removable)) return null;
  return (
    <form class="bar bulk" method="post" action={`${path}/bulk`}>
      <input type="hidden" name="code" value={code} />
      <input type="hidden" name="kind" value={kind} />
      {from !== "" && <input type="hidden" name="from" value={from} />}
      {suggested > 1 && (
        <button type="submit" class="btn low" name="do" value="accept_suggestions">
          Use all {count(suggested)} suggestions
        </button>
      )}
      {removable && (
        <button type="submit" class="btn stop low" name="do" value="remove">
          Remove the {count(named)} rows
        </button>
      )}
    </form>
  );
}

function suggestedCell({ row, field, suggestion }: Finding): readonly string[] {
  const isMeant = row !== null && field !== null && suggestion !== null && isColumnKey(field) && isBulkField(field);
  return isMeant ? [`${row} ${field}`] : [];
}
