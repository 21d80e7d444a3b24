import type { User } from "../../domain/user/user.ts";
import { News } from "../inventory/parts.tsx";
import { sayServices } from "../kinds.ts";
import type { ShownMail } from "../mail-words.ts";
import { Page, type Viewer } from "../page.tsx";
import { Tag } from "../parts.tsx";
import { sayDate } from "../words.ts";
import { FindMe, Part, Person, Telephony, Voicemail } from "./details.tsx";
import { UserMails } from "./user-mails.tsx";

type Props = {
  readonly viewer: Viewer;
  readonly user: User;
  /** The latest about the user, newest first. */
  readonly mails?: readonly ShownMail[];
  /** What was just done. */
  readonly news?: string | null;
};

/** Everything about one user that an import can set, and what became of the mails about them. */
export function UserPage({ viewer, user, mails = [], news = null }: Props) {
  return (
    <Page title={user.display_name} viewer={viewer} here="users">
      <h1 class="breakable">{user.display_name}</h1>
      <p class="soft">
        <span class="breakable">{user.email}</span>, created {sayDate(user.created_at)}
        {user.import && (
          <>
            {" by "}
            <a href={`/imports/${user.import}`}>an import</a>
          </>
        )}
        .
      </p>
      {news && (
        <News>
          <span class="breakable">{news}</span>
        </News>
      )}
      <p class="acts">
        <a class="btn" href={`/users/${user.id}/edit`}>
          Edit
        </a>
        <a class="btn" href={`/users/${user.id}/password`}>
          Reset password
        </a>
        {user.services.includes("connect") && (
          <a class="btn" href={`/users/${user.id}/voicemail-pin`}>
            Reset voicemail PIN
          </a>
        )}
        <a class="btn stop" href={`/users/${user.id}/delete`}>
          Delete
        </a>
      </p>
      <Part
        heading="Services"
        names={[
          ["Services", sayServices(user.services)],
          ["Voice", <Voice user={user} />],
        ]}
      />
      {user.services.includes("connect") && [
        <Telephony user={user} />,
        <Voicemail user={user} />,
        <FindMe user={user} />,
      ]}
      <Person user={user} />
      <UserMails mails={mails} />
      <p class="acts">
        <a href="/users">All users</a>
      </p>
    </Page>
  );
}

function Voice({ user }: { user: User }) {
  if (user.voice_active) return <Tag tone="ok">active</Tag>;
  if (!user.services.includes("connect")) return <Tag tone="off">without CONNECT</Tag>;
  return (
    <>
      <Tag tone="warn">not active</Tag> It becomes active with a primary number.{" "}
      <a href={`/users/${user.id}/edit#primary_phone`}>Choose one</a>
    </>
  );
}
