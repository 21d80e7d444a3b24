import type { Failure } from "../../domain/problems/result.ts";
import { Page, type Viewer } from "../page.tsx";
import { Refusal } from "../refusal.tsx";

type Props = {
  readonly viewer: Viewer;
  readonly given: { readonly id: string; readonly name: string };
  /** Why it cannot be removed; null when it can. */
  readonly failure: Failure | null;
};

/** Asks once more before a location is removed; the main one and one in use cannot be (A3). */
export function RemoveLocationPage({ viewer, given, failure }: Props) {
  return (
    <Page title={`Remove ${given.name}?`} viewer={viewer} here="locations" wrong={failure !== null}>
      <h1>
        Remove <span class="breakable">{given.name}</span>?
      </h1>
      {failure ? (
        <>
          <Refusal failure={failure} />
          <p class="acts">
            <a class="btn" href="/locations">
              Back to the locations
            </a>
            {failure.code === "location_in_use" && <a href="/users">See the users</a>}
          </p>
        </>
      ) : (
        <form method="post" action={`/locations/${given.id}/removal`}>
          <p>
            Nobody is at this location. Its address is lost; a file that names it will be told that it does not exist.
          </p>
          <div class="acts">
            <button type="submit" class="btn stop">
              Remove this location
            </button>
            <a href="/locations">Keep it</a>
          </div>
        </form>
      )}
    </Page>
  );
}
