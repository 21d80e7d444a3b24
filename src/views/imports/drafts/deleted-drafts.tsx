import { count } from "../../../domain/count.ts";
import type { Import } from "../../../domain/import/import.ts";
import { DRAFT_DAYS } from "../../../domain/limits.ts";
import { Page, type Viewer } from "../../page.tsx";
import { Head } from "../../parts/head.tsx";
import { Time } from "../../parts/time.tsx";
import { Table, type TableColumn } from "../../table.tsx";
import { sayMany } from "../../words.ts";

/** A draft that was thrown away, and when. */
export type ThrownAway = { readonly draft: Import; readonly at: string };

/** Where deleted drafts are listed. */
export const BIN = "/imports/deleted";

/** Drafts that were thrown away, with the way back (E15). */
export function DeletedDraftsPage({ viewer, drafts }: { viewer: Viewer; drafts: readonly ThrownAway[] }) {
  return (
    <Page title="Deleted drafts" viewer={viewer} here="history">
      <Head
        title={drafts.length === 0 ? "No deleted drafts" : `${sayMany(drafts.length, "deleted draft")}`}
        crumb={
          <>
            <a href="/imports">Imports</a> / Deleted drafts
          </>
        }
        lede={`A draft that was deleted can be brought back for ${DRAFT_DAYS} days, with all that was corrected in it.`}
      />
      {drafts.length > 0 && <Table id="deleted" caption="Deleted last first" columns={columns} rows={drafts} />}
    </Page>
  );
}

/** A draft that is in the bin: what it was, and how it comes back (E15). */
export function DeletedDraftPage({ viewer, draft, at }: { viewer: Viewer } & ThrownAway) {
  const { file, counts } = draft;
  return (
    <Page title={`Deleted: ${file.name}`} viewer={viewer} here="history">
      <Head
        title="This draft was deleted"
        crumb={
          <>
            <a href="/imports">Imports</a> / <a href={BIN}>Deleted drafts</a> / {file.name}
          </>
        }
        lede={
          <>
            <span class="long">{file.name}</span>, {sayMany(counts.rows, "row")}, was deleted <Time at={at} />. It comes
            back as it was, with all that was corrected in it, for {DRAFT_DAYS} days.
          </>
        }
      >
        <form method="post" action={`/imports/${draft.id}/restore`}>
          <button type="submit" class="btn go">
            Bring it back
          </button>
        </form>
        <a class="btn" href="/imports/new">
          New import
        </a>
      </Head>
    </Page>
  );
}

const columns: readonly TableColumn<ThrownAway>[] = [
  { label: "File", names: true, phone: 1, show: ({ draft }) => draft.file.name },
  { label: "Rows", numeric: true, phone: 4, show: ({ draft }) => count(draft.counts.rows) },
  { label: "Deleted", phone: 3, show: ({ at }) => <Time at={at} /> },
  { label: "Bring back", phone: 2, show: ({ draft }) => <BringBack id={draft.id} name={draft.file.name} /> },
];

/** Brings one draft back. */
export function BringBack({ id, name = "" }: { id: string; name?: string }) {
  return (
    <form method="post" action={`/imports/${id}/restore`}>
      <button type="submit" class="link">
        Bring back
        {name && <span class="unseen">: {name}</span>}
      </button>
    </form>
  );
}
