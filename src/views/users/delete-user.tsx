import { numbersOf } from "../../domain/import/numbers.ts";
import type { User } from "../../domain/user/user.ts";
import { Page, type Viewer } from "../page.tsx";
import { sayMany } from "../words.ts";

type Props = {
  readonly viewer: Viewer;
  readonly user: User;
  /** How many mails to the user wait to be sent. */
  readonly waiting: number;
};

/** Asks once more before a user is deleted, and says what that means (A2). */
export function DeleteUserPage({ viewer, user, waiting }: Props) {
  const heading = `Delete ${user.display_name}?`;
  return (
    <Page title={heading} viewer={viewer} here="users">
      <h1 class="breakable">{heading}</h1>
      <p class="soft breakable">{user.email}</p>
      <section class="say bad" aria-label="What deleting means">
        <ul>
          <li>The user and all settings are gone. This cannot be undone.</li>
          {user.primary_phone !== null && <li>{sayNumbers(user)}</li>}
          {user.license_type !== null && <li>The {user.license_type} licence is free again.</li>}
          {user.extension !== null && <li>The extension {user.extension} is free again.</li>}
          <li>A temporary password that was sent no longer works.</li>
          {waiting > 0 && <li>{sayWaiting(waiting)}</li>}
        </ul>
      </section>
      <form class="acts" method="post" action={`/users/${user.id}/delete`}>
        <button type="submit" class="btn stop">
          Delete this user
        </button>
        <a href={`/users/${user.id}`}>Keep the user</a>
      </form>
    </Page>
  );
}

/** So many numbers are named; of more it is said how many there are. */
const MOST_NAMED = 3;

function sayNumbers(user: User): string {
  const numbers = numbersOf(user);
  const named = numbers.slice(0, MOST_NAMED);
  const more = numbers.length - named.length;
  const all = [...named, ...(more > 0 ? [sayMany(more, "more number")] : [])];
  return all.length === 1
    ? `The number ${all[0]} is parked: somebody else can have it.`
    : `The numbers ${all.slice(0, -1).join(", ")} and ${all.at(-1)} are parked: others can have them.`;
}

function sayWaiting(waiting: number): string {
  return waiting === 1
    ? "A mail that waits to be sent is cancelled."
    : `${sayMany(waiting, "mail")} that wait to be sent are cancelled.`;
}
