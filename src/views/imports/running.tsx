import type { Import } from "../../domain/import/import.ts";
import { address } from "../address.ts";
import { may } from "../may.tsx";
import { Page, type Viewer } from "../page.tsx";
import { Head } from "../parts/head.tsx";
import { Icon } from "../parts/icon.tsx";
import { Time } from "../parts/time.tsx";
import { headingOf, ImportProgress, type Progress, refreshSeconds, titleOf } from "./progress.tsx";

type Props = Progress & { readonly viewer: Viewer };

/** An import that runs or is being stopped: how far it is, and the way to stop it. */
export function RunningPage({ viewer, ...progress }: Props) {
  const { given, updates } = progress;
  const stops = given.state === "running" && may("POST /imports/:id/stop");
  const live = updates === "paused" ? null : refreshSeconds(updates);
  return (
    <Page title={titleOf(given)} viewer={viewer} here="import" live={live}>
      <Head title={headingOf(given)} crumb={<Crumb given={given} />} lede={<Lede given={given} />}>
        {stops && (
          <form method="post" action={`/imports/${given.id}/stop`}>
            <button type="submit" class="btn stop big" aria-describedby="stop-hint">
              Stop now
            </button>
          </form>
        )}
      </Head>
      <ImportProgress {...progress} />
      <div class="bar small">
        <Pace id={given.id} paused={updates === "paused"} />
      </div>
      {stops && (
        <div class="say">
          <Icon sign="info" />
          <p id="stop-hint">
            Stop takes effect at once: not one more user is created. Those who exist stay; from the result the rest can
            be imported, or all of it undone.
          </p>
        </div>
      )}
    </Page>
  );
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
      {undo ? "Undo started" : "Started"} <Time at={at} /> by <span class="long">{by}</span>.{" "}
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
