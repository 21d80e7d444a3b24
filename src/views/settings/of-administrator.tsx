import type { Child } from "hono/jsx";
import type { Failure } from "../../domain/problems/result.ts";
import type { Viewer } from "../page.tsx";
import { Head } from "../parts/head.tsx";
import { Refusal } from "../refusal.tsx";
import { SettingsFrame } from "./frame.tsx";

export type OfAdministrator = {
  readonly viewer: Viewer;
  readonly email: string;
  /** Whether it is whoever looks at the page. */
  readonly self: boolean;
  /** Why nothing can be done. */
  readonly failure?: Failure | null;
};

type Props = OfAdministrator & { readonly title: string; readonly children: Child };

/** A page of the settings about one administrator: what can be done, or why it cannot. */
export function OfAdministratorPage({ title, viewer, email, self, failure = null, children }: Props) {
  return (
    <SettingsFrame title={title} viewer={viewer} part="account" wrong={failure !== null}>
      <Head title={title} />
      {self && <p class="soft long">{email}</p>}
      {failure === null && children}
      {failure && (
        <>
          <Refusal failure={failure} />
          <p class="bar">
            <a class="btn" href="/settings">
              Back to the settings
            </a>
          </p>
        </>
      )}
    </SettingsFrame>
  );
}
