import type { User } from "../../domain/user/user.ts";
import { News } from "../inventory/parts.tsx";
import { sayServices } from "../kinds.ts";
import type { ShownMail } from "../mail-words.ts";
import { May } from "../may.tsx";
import { Page, type Viewer } from "../page.tsx";
import { Head } from "../parts/head.tsx";
import { Time } from "../parts/time.tsx";
import { Tag } from "../parts.tsx";
import { FindMe, Part, Person, Telephony, Voicemail } from "./details.tsx";
import { UserMails } from "./user-mails.tsx";

type Props = {
  readonly viewer: Viewer;
  readonly user: User;
  /** The latest about the user, newest first. */
  readonly mails?: readonly ShownMail[];
  /** What was just done. */
  readonly news?: string | null;
  /** Whether that was to create them. */
  readonly created?: boolean;
};

/** Everything about one user that an import can set, and what became of the mails about them. */
export function UserPage({ viewer, user, mails = [], news = null, created = false }: Props) {
  return (
    <Page title={user.display_name} viewer={viewer} here="users">
      <Head
        title={<span dir="auto">{user.display_name}</span>}
        crumb={
          <>
            <a href="/users">Users</a> / <span>{user.email}</span>
          </>
        }
        lede={<Origin user={user} />}
      >
        <May ask="POST /users/:id/edit">
          <Acts user={user} />
        </May>
      </Head>
      {news && (
        <News>
          {news} {created && <a href="/users/new">Create another user</a>}
        </News>
      )}
      <div class="cols c3">
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
      </div>
      <UserMails mails={mails} />
    </Page>
  );
}

function Acts({ user }: { user: User }) {
  return (
    <>
      <a class="btn" href={`/users/${user.id}/edit`}>
        Edit
      </a>
      <a class="btn" href={`/users/${user.id}/password`}>
        Reset password…
      </a>
      {user.services.includes("connect") && (
        <a class="btn" href={`/users/${user.id}/voicemail-pin`}>
          Reset voicemail PIN…
        </a>
      )}
      <a class="btn stop" href={`/users/${user.id}/delete`}>
        Delete…
      </a>
    </>
  );
}

function Origin({ user }: { user: User }) {
  return (
    <>
      Created <Time at={user.created_at} as="date" />
      {user.import && (
        <>
          {" by "}
          <a href={`/imports/${user.import}`}>an import</a>
        </>
      )}
      .
    </>
  );
}

function Voice({ user }: { user: User }) {
  if (user.voice_active) return <Tag tone="ok">active</Tag>;
  if (!user.services.includes("connect")) return <Tag tone="off">without CONNECT</Tag>;
  return (
    <>
      <Tag tone="warn">not active</Tag> It becomes active with a primary number.{" "}
      <May ask="GET /users/:id/edit">
        <a href={`/users/${user.id}/edit#primary_phone`}>Choose one</a>
      </May>
    </>
  );
}
