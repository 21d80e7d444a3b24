import { inGroups } from "../../domain/cells/phone/groups.ts";
import { numbersOf } from "../../domain/import/numbers.ts";
import type { User } from "../../domain/user/user.ts";
import { Page, type Viewer } from "../page.tsx";
import { Head } from "../parts/head.tsx";
import { Sure } from "../parts/sure.tsx";
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
      <Head title={heading} lede={user.email} />
      <Sure
        action={`/users/${user.id}/delete`}
        act="Delete this user"
        keep={{ href: `/users/${user.id}`, label: "Keep the user" }}
        means={meansOf(user, waiting)}
      />
    </Page>
  );
}

function meansOf(user: User, waiting: number): readonly string[] {
  return [
    "The user and all settings are gone. This cannot be undone.",
    ...(user.primary_phone !== null ? [sayNumbers(user)] : []),
    ...(user.license_type !== null ? [`The ${user.license_type} licence is free again.`] : []),
    ...(user.extension !== null ? [`The extension ${user.extension} is free again.`] : []),
    "A temporary password that was sent no longer works.",
    ...(waiting > 0 ? [sayWaiting(waiting)] : []),
  ];
}

/** So many numbers are named; of more it is said how many there are. */
const MOST_NAMED = 3;

function sayNumbers(user: User): string {
  const numbers = numbersOf(user).map(inGroups);
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
