import type { User } from "../../domain/user/user.ts";
import { Page, type Viewer } from "../page.tsx";
import { Head } from "../parts/head.tsx";

type Props = {
  readonly viewer: Viewer;
  readonly user: User;
  /** Names the PIN that the form was made for. */
  readonly seen: string;
};

/** Asks once more before a user gets a new voicemail PIN, and says what that means (M7). */
export function ResetPinPage({ viewer, user, seen }: Props) {
  const heading = `Reset the voicemail PIN of ${user.display_name}?`;
  return (
    <Page title={heading} viewer={viewer} here="users">
      <Head
        title={heading}
        crumb={
          <>
            <a href="/users">Users</a> / <a href={`/users/${user.id}`}>{user.email}</a>
          </>
        }
      />
      <form class="panel roomy stack read" method="post" action={`/users/${user.id}/voicemail-pin`}>
        <p>
          A new PIN is made and mailed to <span class="long">{user.email}</span>, also in silent mode. It is shown
          nowhere else. The PIN from before is no longer valid from that moment on.
        </p>
        <input type="hidden" name="seen" value={seen} />
        <div class="bar">
          <button type="submit" class="btn go">
            Reset the PIN
          </button>
          <a class="btn" href={`/users/${user.id}`}>
            Leave it as it is
          </a>
        </div>
      </form>
    </Page>
  );
}
