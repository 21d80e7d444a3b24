import { inGroups } from "../../domain/cells/phone/groups.ts";
import { coded } from "../../domain/problems/codes.ts";
import type { Failure } from "../../domain/problems/result.ts";
import { Page, type Viewer } from "../page.tsx";
import { Head } from "../parts/head.tsx";
import { Sure } from "../parts/sure.tsx";
import { Say } from "../parts.tsx";
import { say, words } from "../reader.ts";
import { Refusal } from "../refusal.tsx";
import type { NumberRow } from "./numbers.tsx";

type Props = { readonly viewer: Viewer; readonly given: NumberRow; readonly failure?: Failure | null };

/** Asks once more before a parked number is removed; one that a user has cannot be (A3), and who has it is said. */
export function RemoveNumberPage({ viewer, given, failure = null }: Props) {
  const { e164, user } = given;
  return (
    <Page title={`Remove ${inGroups(e164)}?`} viewer={viewer} here="numbers" wrong={failure !== null || user !== null}>
      <Head title={`Remove ${inGroups(e164)}?`} />
      {user === null ? (
        <Removal e164={e164} failure={failure} />
      ) : (
        <InUse e164={e164} user={user} name={given.user_name ?? "a user"} />
      )}
    </Page>
  );
}

function Removal({ e164, failure }: { e164: string; failure: Failure | null }) {
  return (
    <>
      {failure && <Refusal failure={failure} />}
      <Sure
        action={`/numbers/${e164}/removal`}
        act={`Remove ${inGroups(e164)}`}
        keep={{ href: "/numbers", label: "Keep it" }}
        means={[
          "Nobody has this number.",
          "Once it is removed, no import can give it to a user until it is parked again.",
        ]}
      />
    </>
  );
}

function InUse({ e164, user, name }: { e164: string; user: string; name: string }) {
  return (
    <>
      <Say id="refusal" tone="bad" heading={words().title("number_in_use")} first>
        <p>
          {say(coded("number_in_use", { e164, holder: name }))} <a href={`/users/${user}`}>See {name}</a>
        </p>
      </Say>
      <p class="bar">
        <a class="btn" href="/numbers">
          Back to the numbers
        </a>
      </p>
    </>
  );
}
