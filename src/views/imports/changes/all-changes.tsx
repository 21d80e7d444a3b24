import type { KeptChange } from "../../../domain/import/draft-change.ts";
import { type Import, isDraft } from "../../../domain/import/import.ts";
import { may } from "../../may.tsx";
import { Page, type Viewer } from "../../page.tsx";
import { Head } from "../../parts/head.tsx";
import { Time } from "../../parts/time.tsx";
import { Email } from "../../parts.tsx";
import { Table, type TableColumn } from "../../table.tsx";
import { sayMany } from "../../words.ts";
import { Undo } from "./last-change.tsx";
import { sayChange } from "./say-change.ts";

type Props = { readonly viewer: Viewer; readonly given: Import; readonly changes: readonly KeptChange[] };

/** All that was changed in a draft, newest first, with the way back of the newest (I12). */
export function ChangesPage({ viewer, given, changes }: Props) {
  const path = `/imports/${given.id}`;
  const newest = isDraft(given.state) ? changes[0] : undefined;
  const back: TableColumn<KeptChange> = {
    label: "Take back",
    phone: 2,
    show: (change) => (change === newest ? <Undo path={path} id={change.id} /> : "–"),
  };
  const columns: readonly TableColumn<KeptChange>[] = [
    { label: "What", names: true, phone: 1, full: true, show: (change) => sayChange(change) },
    { label: "By", phone: 3, show: ({ by }) => <Email email={by} /> },
    { label: "When", phone: 4, show: ({ at }) => <Time at={at} /> },
    ...(may("POST /imports/:id/changes/:change/undo") ? [back] : []),
  ];
  return (
    <Page title={`Changes of ${given.file.name}`} viewer={viewer} here="import">
      <Head
        title={changes.length === 0 ? "Nothing was changed yet" : sayMany(changes.length, "change")}
        crumb={
          <>
            <a href="/imports">Imports</a> / <a href={path}>{given.file.name}</a> / Changes
          </>
        }
      >
        <a class="btn" href={path}>
          Back to the file
        </a>
      </Head>
      {changes.length === 0 ? (
        <p>Nothing was changed in it. What is changed stands here, with who did it, and can be taken back.</p>
      ) : (
        <Table id="changes" caption="Newest first; the last 100 are kept" columns={columns} rows={changes} />
      )}
    </Page>
  );
}
