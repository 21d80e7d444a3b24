import { count } from "../../../domain/count.ts";
import { Strip } from "../../parts/pictures.tsx";
import { sayMany } from "../../words.ts";
import { type MailCount, sayMails } from "../mails.ts";

const names = [
  { kind: "password", name: "Passwords" },
  { kind: "welcome", name: "Welcome mails" },
] as const;

/** What has become of an import's mails: how many of each kind went, and what of the others. */
export function Mails({ mails }: { mails: readonly MailCount[] }) {
  const shown = names.flatMap(({ kind, name }) => {
    const counts = mails.filter((found) => found.kind === kind && found.mails > 0);
    return counts.length > 0 ? [{ name, counts }] : [];
  });
  if (shown.length === 0) return null;
  return (
    <section class="stack tight">
      <h2>Mails</h2>
      <div class="panel">
        <dl class="facts">
          {shown.map(({ name, counts }) => (
            <Kind name={name} counts={counts} />
          ))}
        </dl>
      </div>
    </section>
  );
}

function Kind({ name, counts }: { name: string; counts: readonly MailCount[] }) {
  const of = (state: string) => counts.find((found) => found.state === state)?.mails ?? 0;
  const all = counts.reduce((sum, { mails }) => sum + mails, 0);
  const failed = of("failed");
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {count(of("sent"))} of {count(all)} sent
      </dd>
      <dd class="wide">
        <Strip done={of("sent")} out={failed} of={all} />
      </dd>
      <dd class="wide">
        {sayMails(counts)}{" "}
        {failed > 0 && <a href="/settings/mail?state=failed">See {sayMany(failed, "mail")} that failed</a>}
      </dd>
    </div>
  );
}
