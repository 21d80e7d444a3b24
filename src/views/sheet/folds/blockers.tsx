import type { Blocker } from "../../../domain/check/report.ts";
import { count } from "../../../domain/count.ts";
import type { Shortfall } from "../../../domain/problems/codes/imports.ts";
import { Said } from "../../said.tsx";
import { Table, type TableColumn } from "../../table.tsx";
import { Fold } from "./fold.tsx";

type Props = {
  /** The address of the draft. */
  readonly path: string;
  readonly blockers: readonly Blocker[];
  /** Whether it is what comes next. */
  readonly next: boolean;
};

/** What stands in the way of Start, and is not the file's (B1 to B3). */
export function Blockers({ path, blockers, next }: Props) {
  if (blockers.length === 0) return null;
  return (
    <Fold id="blockers" tone="bad" title="What stands in the way" open={next}>
      <p>
        <a class="btn" href={path}>
          Check again
        </a>
      </p>
      {blockers.map((blocker) => (
        <>
          <p>
            <Said of={blocker} /> <WayOut blocker={blocker} />
          </p>
          {blocker.code === "insufficient_subscriptions" && (
            <Table
              id="shortfalls"
              caption="Licences"
              columns={shortfallColumns}
              rows={blocker.params.subscriptions}
              form
            />
          )}
        </>
      ))}
    </Fold>
  );
}

/** Where the account is put right (B1 to B3). */
function WayOut({ blocker }: { blocker: Blocker }) {
  switch (blocker.code) {
    case "import_in_progress":
      return <a href={`/imports/${blocker.params.running?.id ?? ""}`}>See the running import</a>;
    case "insufficient_subscriptions":
      return <a href="/subscriptions">Go to Licences</a>;
    case "service_not_installed":
      return <a href="/services">Go to Services</a>;
    default:
      return blocker satisfies never;
  }
}

const shortfallColumns: readonly TableColumn<Shortfall>[] = [
  { label: "Type", names: true, show: ({ type }) => type },
  { label: "Needed", numeric: true, show: ({ needed }) => count(needed) },
  { label: "Available", numeric: true, show: ({ available }) => count(available) },
  { label: "Missing", numeric: true, show: ({ missing }) => count(missing) },
];
