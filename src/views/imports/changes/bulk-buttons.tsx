import { isColumnKey } from "../../../domain/columns.ts";
import { count } from "../../../domain/count.ts";
import { isBulkField } from "../../../domain/import/bulk-step.ts";
import { may } from "../../may.tsx";
import { type Finding, kindsOf } from "../findings.ts";

type Props = {
  readonly path: string;
  readonly findings: readonly Finding[];
  /** The rows that are looked at: a kind of problem, or more than one. */
  readonly kind: string;
  /** How many rows the file has. */
  readonly rows: number;
};

/** What can be done at once: about the kind of problem that is looked at, or the only one; of all kinds, all suggestions (I13). */
export function BulkButtons({ path, findings, kind, rows }: Props) {
  const kinds = kindsOf(findings);
  const code = kinds.length === 1 ? kinds[0]?.code : kinds.find((one) => one.code === kind)?.code;
  const found = findings.filter((finding) => code === undefined || finding.code === code);
  const suggested = new Set(found.flatMap(suggestedCell)).size;
  const named = new Set(found.flatMap(({ row }) => row ?? [])).size;
  const removable = code !== undefined && named > 1 && named < rows;
  if ((suggested < 2 && !removable) || !may("POST /imports/:id/bulk")) return null;
  return (
    <form class="bar end" method="post" action={`${path}/bulk`}>
      {code !== undefined && <input type="hidden" name="code" value={code} />}
      <input type="hidden" name="show" value={kind} />
      {suggested > 1 && (
        <button type="submit" class="btn low" name="do" value="accept_suggestions">
          <span>
            Use all {count(suggested)}
            <span class="wide-only"> suggestions</span>
          </span>
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
