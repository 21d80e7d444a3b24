import type { RefusedUser } from "../../../domain/user/bulk/bulk.ts";
import type { User } from "../../../domain/user/user.ts";
import { address } from "../../address.ts";
import { Page, type Viewer } from "../../page.tsx";
import { Head } from "../../parts/head.tsx";
import { sayMany } from "../../words.ts";
import { queryOfView, type UserView } from "../filters.tsx";
import type { ActName } from "../picked.tsx";
import { Refused } from "./refused.tsx";
import { doneWords } from "./words.ts";

type Props = {
  readonly viewer: Viewer;
  readonly name: ActName;
  readonly view: UserView;
  readonly done: number;
  readonly refused: readonly RefusedUser[];
  readonly users: readonly User[];
};

/** Says what was done to many users, who was left and why, and what comes next (E11). */
export function BulkDonePage({ viewer, name, view, done, refused, users }: Props) {
  const heading = done > 0 ? doneWords[name](done) : "Nobody was changed";
  const rest =
    refused.length > 0
      ? ` ${sayMany(refused.length, "user")} ${refused.length === 1 ? "was" : "were"} left as they are.`
      : "";
  return (
    <Page title={heading} viewer={viewer} here="users">
      <Head
        title={heading}
        crumb={<a href="/users">Users</a>}
        lede={`It stands in Activity, with who did it and to whom.${rest}`}
      >
        {nexts[name].map(([href, label]) => (
          <a class="btn" href={href}>
            {label}
          </a>
        ))}
        <a class="btn go" href={address("/users", queryOfView(view))}>
          Back to the users
        </a>
      </Head>
      <Refused refused={refused} users={users} heading="Left as they are" />
    </Page>
  );
}

const mails = [["/settings/mail", "See the mails"]] as const;
const nexts: { readonly [Name in ActName]: readonly (readonly [href: string, label: string])[] } = {
  send_passwords: mails,
  send_welcome: mails,
  license_type: [["/subscriptions", "See the licences"]],
  location: [["/locations", "See the locations"]],
  services: [["/numbers", "See the numbers"]],
  delete: [["/numbers", "See the numbers"]],
};
