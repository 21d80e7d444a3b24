import { hasFailed, nameOfMail, type ShownMail, stateOfMail } from "../mail-words.ts";
import { may } from "../may.tsx";
import { Time } from "../parts/time.tsx";
import { Email, Tag } from "../parts.tsx";
import { MailReason } from "../said.tsx";
import { Table, type TableColumn } from "../table.tsx";

/** The latest mails about a user, and what has become of them. */
export function UserMails({ mails }: { mails: readonly ShownMail[] }) {
  return (
    <section class="stack tight">
      <h2>Mails</h2>
      {mails.length > 0 ? (
        <Table id="mails" caption="Newest first" columns={columns} rows={mails} />
      ) : (
        <p>Nothing was mailed yet.{may("POST /users/:id/password") && " Reset the password to send the first one."}</p>
      )}
      {mails.some(hasFailed) && may("POST /users/:id/password") && (
        <p>
          What has failed or come back can be sent again{" "}
          {may("GET /settings/mail") ? (
            <>
              under <a href="/settings/mail">Mail</a>
            </>
          ) : (
            "by an owner"
          )}
          ; a password can be reset to another address instead.
        </p>
      )}
    </section>
  );
}

const columns: readonly TableColumn<ShownMail>[] = [
  { label: "Mail", names: true, phone: 1, show: (mail) => nameOfMail(mail) },
  { label: "To", phone: 3, show: ({ to }) => <Email email={to} /> },
  { label: "When", wide: 3, show: ({ sent_at, created_at }) => <Time at={sent_at ?? created_at} as="date" /> },
  { label: "State", phone: 2, full: true, show: (mail) => <State mail={mail} /> },
];

function State({ mail }: { mail: ShownMail }) {
  const { tone, name } = stateOfMail(mail);
  return (
    <>
      <Tag tone={tone}>{name}</Tag> <MailReason mail={mail} />
    </>
  );
}

/** Says what came of a reset just now: where its mail goes, never what is in it; null when that is not good news. */
export function sayReset(kind: "password" | "voicemail_pin", mails: readonly ShownMail[]): string | null {
  const mail = mails.find((one) => one.kind === kind);
  if (mail?.state !== "pending" && mail?.state !== "sent") return null;
  const [what, before] = words[kind];
  const where = mail.state === "sent" ? "was sent to" : "is on its way to";
  return `${what} ${where} ${mail.to}. ${before} is no longer valid.`;
}

const words = {
  password: ["A new temporary password", "A temporary password from before"],
  voicemail_pin: ["A new voicemail PIN", "The PIN from before"],
} as const;
