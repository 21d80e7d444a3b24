import type { Failure } from "../domain/problems/result.ts";
import { Page, type Viewer } from "./page.tsx";
import { Head } from "./parts/head.tsx";
import { Email } from "./parts.tsx";
import { say, words } from "./reader.ts";

type Props = {
  readonly viewer: Viewer;
  readonly failure: Failure<"not_for_role">;
  /** Whom to ask. */
  readonly owners: readonly string[];
};

/** A page that is for others of the account: which role it takes, and who can do it or give that role. */
export function NotForRolePage({ viewer, failure, owners }: Props) {
  const title = words().title(failure.code);
  return (
    <Page title={title} viewer={viewer} wrong>
      <Head title={title} lede={say(failure)} />
      {owners.length > 0 && (
        <section class="stack tight">
          <h2>{owners.length === 1 ? "The owner" : "The owners"}</h2>
          <ul class="dots">
            {owners.map((email) => (
              <li>
                <Email email={email} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <p class="bar">
        <a class="btn" href="/">
          To the start
        </a>
      </p>
    </Page>
  );
}
