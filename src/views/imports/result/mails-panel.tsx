import { count } from "../../../domain/count.ts";
import type { Import } from "../../../domain/import/import.ts";
import type { Waiting } from "../../../domain/mail/waiting.ts";
import { may } from "../../may.tsx";
import { Strip } from "../../parts/pictures.tsx";
import { Time } from "../../parts/time.tsx";
import { sayMany } from "../../words.ts";
import { type MailCount, manyMails, sayMails, whyTheyWait } from "../mails.ts";
import { polling } from "../poll.ts";

const names = [
  { kind: "password", name: "Passwords" },
  { kind: "welcome", name: "Welcome mails" },
] as const;

type Props = {
  readonly given: Pick<Import, "id" | "options" | "mails_released_at">;
  readonly mails: readonly MailCount[];
  readonly waiting: Waiting | null;
};

/** Tells whether mails are on their way, so that their counts move by themselves (E9). */
export function areMoving({ given, mails, waiting }: Props): boolean {
  const timed = given.options.mails_at !== null && given.mails_released_at === null;
  return manyMails(mails, "pending") > 0 && waiting?.reason !== "day_limit" && !timed;
}

/** What a poll of the mails sends to hear of changes only. */
export function mailsTag(mails: readonly MailCount[], waiting: Waiting | null): string {
  return [...mails.map(({ kind, state, mails: many }) => `${kind[0]}${state[0]}${many}`), waiting?.until ?? ""].join(
    "-",
  );
}

/**
 * What has become of an import's mails: how many of each kind went, and what of the others and why. While they are on
 * their way it asks for itself again.
 */
export function Mails(props: Props) {
  const { given, mails, waiting } = props;
  const shown = names.flatMap(({ kind, name }) => {
    const counts = mails.filter((found) => found.kind === kind && found.mails > 0);
    return counts.length > 0 ? [{ name, counts }] : [];
  });
  if (shown.length === 0) return null;
  const every = waiting === null ? 3 : 30;
  const ask = areMoving(props) ? polling(`/imports/${given.id}/mails`, every, mailsTag(mails, waiting)) : {};
  return (
    <section id="mails" class="stack tight" aria-labelledby="mails-heading" {...ask}>
      <h2 id="mails-heading">Mails</h2>
      <div class="panel stack">
        <dl class="facts">
          {shown.map(({ name, counts }) => (
            <Kind name={name} counts={counts} />
          ))}
        </dl>
        {waiting && <Why waiting={waiting} many={manyMails(mails, "pending")} />}
      </div>
      <p role="status" class="unseen">
        {manyMails(mails, "pending") === 0 && sayMails(mails)}
      </p>
    </section>
  );
}

function Why({ waiting: { reason, until }, many }: { waiting: Waiting; many: number }) {
  return (
    <p class="hint">
      {sayMany(many, "mail")} {many === 1 ? "waits" : "wait"}. {whyTheyWait[reason]} The next one is tried on{" "}
      <Time at={until} />.
    </p>
  );
}

function Kind({ name, counts }: { name: string; counts: readonly MailCount[] }) {
  const all = counts.reduce((sum, { mails }) => sum + mails, 0);
  const [sent, failed, bounced] = [
    manyMails(counts, "sent"),
    manyMails(counts, "failed"),
    manyMails(counts, "bounced"),
  ];
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {count(sent)} of {count(all)} sent
      </dd>
      <dd class="wide">
        <Strip done={sent} out={failed + bounced} of={all} />
      </dd>
      <dd class="wide">
        {sayMails(counts)}{" "}
        {failed > 0 && may("GET /settings/mail") && (
          <a href="/settings/mail?state=failed">See {sayMany(failed, "mail")} that failed</a>
        )}{" "}
        {bounced > 0 && may("GET /settings/mail") && (
          <a href="/settings/mail?state=bounced">See {sayMany(bounced, "mail")} that came back</a>
        )}
      </dd>
    </div>
  );
}
