import type { Import } from "../../domain/import/import.ts";
import { address } from "../address.ts";
import { Page, type Viewer } from "../page.tsx";
import { Head } from "../parts/head.tsx";
import { Icon } from "../parts/icon.tsx";
import { Sure } from "../parts/sure.tsx";
import { sayMany, sayTime } from "../words.ts";
import { ImportProgress, refreshSeconds, type Updates } from "./progress.tsx";

type Props = { readonly viewer: Viewer; readonly given: Import };

/** An import that runs or is being stopped: how far it is, and the way to stop it. */
export function RunningPage({ viewer, given, updates }: Props & { readonly updates: Updates }) {
  const going = given.state === "running";
  const heading = headingOf(given);
  const live = updates === "paused" ? null : refreshSeconds(updates);
  return (
    <Page title={`${heading}: ${given.file.name}`} viewer={viewer} here="import" live={live}>
      <Head title={heading} crumb={<Crumb given={given} />} lede={<Lede given={given} />}>
        {going && (
          <a class="btn stop big" href={`/imports/${given.id}/stop`}>
            Stop importing
          </a>
        )}
      </Head>
      <ImportProgress given={given} updates={updates} />
      <div class="bar small">
        <Pace id={given.id} paused={updates === "paused"} />
      </div>
      {going && (
        <div class="say">
          <Icon sign="info" />
          <p>
            Stopping is final: users created so far stay. The rest can be imported later without uploading again. You
            are asked once more.
          </p>
        </div>
      )}
    </Page>
  );
}

function headingOf({ state, counts }: Import): string {
  if (state === "stopping") return "Stopping the import";
  return state === "undoing"
    ? `Removing ${sayMany(counts.created + counts.undone, "user")}`
    : `Creating ${sayMany(counts.rows, "user")}`;
}

function Crumb({ given }: { given: Import }) {
  return (
    <>
      <a href="/imports">Imports</a> / {given.file.name}
    </>
  );
}

const meanwhile = {
  running: "You can leave this page; the import goes on.",
  stopping: "No more users are created.",
  undoing: "You can leave this page; the undo goes on to its end.",
} as const;

function Lede({ given: { state, undo, started_at, started_by, created_at } }: { given: Import }) {
  const { at, by } = undo
    ? { at: undo.started_at, by: undo.started_by }
    : { at: started_at ?? created_at, by: started_by };
  return (
    <>
      {undo ? "Undo started" : "Started"} {sayTime(at)} by <span class="long">{by}</span>.{" "}
      {meanwhile[state === "undoing" || state === "running" ? state : "stopping"]}
    </>
  );
}

/** What is shown follows the import, or stands still until it is asked for; by links, so that no script is needed. */
function Pace({ id, paused }: { id: string; paused: boolean }) {
  const [live, still] = [`/imports/${id}`, address(`/imports/${id}`, { updates: "paused" })];
  if (!paused) {
    return (
      <>
        <a href={live}>Refresh</a>
        <a href={still}>Pause updates</a>
      </>
    );
  }
  return (
    <>
      <span>Updates are paused; it goes on all the same.</span>
      <a href={still}>Refresh</a>
      <a href={live}>Go on with updates</a>
    </>
  );
}

/** Asks once more before an import is stopped, and says what that means, with the figures of this moment. */
export function StopPage({ viewer, given }: Props) {
  const { created, pending } = given.counts;
  return (
    <Page title={`Stop importing ${given.file.name}?`} viewer={viewer} here="import">
      <Head
        title="Stop importing?"
        lede={
          <>
            <span class="long">{given.file.name}</span>: {sayMany(created, "user")} created so far,{" "}
            {sayMany(pending, "row")} to do.
          </>
        }
      />
      <Sure
        action={`/imports/${given.id}/stop`}
        act="Stop importing"
        keep={{ href: `/imports/${given.id}`, label: "Keep importing" }}
        means={[
          "Users who have been created stay.",
          "The others are not created.",
          "It cannot be resumed. The rows that were not attempted can be imported later, without uploading again.",
        ]}
      />
    </Page>
  );
}
