import type { FactorKind } from "../../../domain/people/factor.ts";
import type { Viewer } from "../../page.tsx";
import { Head } from "../../parts/head.tsx";
import { Sure } from "../../parts/sure.tsx";
import { SettingsFrame } from "../frame.tsx";

type Props = {
  readonly viewer: Viewer;
  readonly id: string;
  readonly kind: FactorKind;
  /** Whether the person has no other. */
  readonly last: boolean;
};

const names = { app: "authenticator app", passkey: "passkey" } as const satisfies Readonly<Record<FactorKind, string>>;

/** Asks once more before a factor is removed (S1). */
export function RemoveFactorPage({ viewer, id, kind, last }: Props) {
  const title = `Remove this ${names[kind]}?`;
  return (
    <SettingsFrame title={title} viewer={viewer} part="security">
      <Head title={title} />
      <Sure
        action={`/settings/security/factors/${id}/removal`}
        act={`Remove the ${names[kind]}`}
        keep={{ href: "/settings/security", label: "Keep it" }}
        means={
          last
            ? [
                "It is the only one: your password alone lets you in from then on, and your recovery codes work no more.",
                "Where an account takes a second step from everybody, you are asked to add one again at once.",
              ]
            : ["It lets nobody in any more. What else you have, and your recovery codes, stay."]
        }
      />
    </SettingsFrame>
  );
}
