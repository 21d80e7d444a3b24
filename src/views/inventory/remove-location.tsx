import type { Failure } from "../../domain/problems/result.ts";
import { address } from "../address.ts";
import { Page, type Viewer } from "../page.tsx";
import { Head } from "../parts/head.tsx";
import { Sure } from "../parts/sure.tsx";
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
      <Head title={`Remove ${given.name}?`} />
      {failure ? (
        <>
          <Refusal failure={failure} />
          <p class="bar">
            <a class="btn" href="/locations">
              Back to the locations
            </a>
            {failure.code === "location_in_use" && (
              <a href={address("/users", { location: given.name })}>See the users</a>
            )}
          </p>
        </>
      ) : (
        <Sure
          action={`/locations/${given.id}/removal`}
          act="Remove this location"
          keep={{ href: "/locations", label: "Keep it" }}
          means={[
            "Nobody is at this location.",
            "Its address is lost; a file that names it will be told that it does not exist.",
          ]}
        />
      )}
    </Page>
  );
}
