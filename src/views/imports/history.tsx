import type { Import } from "../../domain/import/import.ts";
import { address } from "../address.ts";
import { May } from "../may.tsx";
import { Page, type Viewer } from "../page.tsx";
import { Empty } from "../parts/empty.tsx";
import { Head } from "../parts/head.tsx";
import { Pager } from "../parts.tsx";
import { sayMany } from "../words.ts";
import { BIN } from "./drafts/deleted-drafts.tsx";
import { ImportsTable } from "./imports-table.tsx";

type Props = {
  readonly viewer: Viewer;
  readonly imports: readonly Import[];
  readonly page: { readonly first: boolean; readonly next: string | null };
};

/** All imports of the account, newest first. */
export function HistoryPage({ viewer, imports, page }: Props) {
  return (
    <Page title="Import history" viewer={viewer} here="history">
      <Head title={headingOf(imports, page)} lede="Every import is kept here, with who started it and how it ended.">
        <May ask="GET /imports/new">
          <a class="btn go" href="/imports/new">
            Import users from CSV
          </a>
        </May>
      </Head>
      {imports.length > 0 ? (
        <ImportsTable id="imports" caption="Newest first" imports={imports} />
      ) : (
        <Empty heading="Your imports will stand here" columns={["File", "When", "State", "Users", "By"]}>
          There has been none yet. The first one begins with a CSV file.
        </Empty>
      )}
      <Pager
        first={page.first ? null : "/imports"}
        next={page.next && address("/imports", { cursor: page.next })}
        label="Pages of imports"
      />
      <May ask="GET /imports/deleted">
        <p class="small">
          <a href={BIN}>Deleted drafts</a>
        </p>
      </May>
    </Page>
  );
}

function headingOf(imports: readonly Import[], { first, next }: Props["page"]): string {
  if (imports.length === 0) return "No imports yet";
  return first && next === null ? sayMany(imports.length, "import") : "Import history";
}
