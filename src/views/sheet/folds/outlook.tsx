import { isFew } from "../../../domain/account/wizard.ts";
import { count } from "../../../domain/count.ts";
import type { Import } from "../../../domain/import/import.ts";
import type { LicenceOutlook, Outlook } from "../../../domain/import/outlook.ts";
import { sayServices } from "../../kinds.ts";
import { TakenMeter } from "../../parts/pictures.tsx";
import { Time } from "../../parts/time.tsx";
import { Facts } from "../../parts.tsx";
import { sayMany } from "../../words.ts";
import { planOf } from "../plan.ts";
import type { Sheet } from "../view.ts";
import { Fold } from "./fold.tsx";

type Props = Pick<Sheet, "draft" | "outlook">;
type AfterProps = Props & Pick<Sheet, "report">;

/** What will be left after the import, and which mails go out (E3): words and figures, with meters beside them. */
export function AfterIt({ draft, outlook, report }: AfterProps) {
  const { licences, numbers, mails } = outlook;
  if (!planOf({ report, outlook }).foreseen) return <div id="sheet-after" hidden />;
  return (
    <Fold id="sheet-after" title="After this import" figures={sayShort(outlook)} tone="seen">
      <div class="cols c4">
        <Created draft={draft} outlook={outlook} />
        {licences.length > 0 && <Licences licences={licences} />}
        {numbers && numbers.takes > 0 && (
          <section class="stack tight" aria-labelledby="after-numbers">
            <h3 id="after-numbers">Numbers after it</h3>
            <dl class="facts">
              <Left name="Parked numbers" {...numbers} />
            </dl>
          </section>
        )}
        <Mails draft={draft} mails={mails} />
      </div>
    </Fold>
  );
}

/** In a line, for where there is no room for more. */
function sayShort({ licences, numbers, mails }: Outlook): string {
  const all = mails.passwords + mails.welcomes;
  return [
    ...licences.map(({ type, left }) => `${count(Math.max(0, left))} ${type} left`),
    ...(numbers && numbers.takes > 0 ? [`${sayMany(numbers.left, "number")} left`] : []),
    sayMany(all, "mail"),
  ].join(", ");
}

function Created({ draft: { options }, outlook: { creates, fails, skips } }: Props) {
  return (
    <section class="stack tight" aria-labelledby="after-users">
      <h3 id="after-users">Users</h3>
      <Facts
        facts={[
          ["Will be created", count(creates)],
          ...(fails > 0 ? [["Will not be created", count(fails)] as const] : []),
          ...(skips > 0 ? [["Exist already, skipped", count(skips)] as const] : []),
          ["Services", sayServices(options.services)],
          ["Users who exist already", options.existing === "skip" ? "skipped" : "not created"],
        ]}
      />
    </section>
  );
}

function Licences({ licences }: { licences: readonly LicenceOutlook[] }) {
  return (
    <section class="stack tight" aria-labelledby="after-licences">
      <h3 id="after-licences">Licences after it</h3>
      <dl class="facts">
        {licences.map(({ type, ...licence }) => (
          <Left name={type} {...licence} />
        ))}
      </dl>
    </section>
  );
}

type LeftProps = { readonly name: string } & Omit<LicenceOutlook, "type">;

/** What is left of something, and a meter of what is used now and by this import. */
function Left({ name, total, used, takes, left }: LeftProps) {
  const few = isFew(left, total);
  return (
    <div>
      <dt>{name}</dt>
      <dd class={left < 0 ? "bad-text" : few ? "warn-text" : undefined}>
        {left < 0 ? `${count(-left)} missing` : `${count(left)} of ${count(total)} left${few ? ", few" : ""}`}
      </dd>
      <dd class="wide">
        <TakenMeter used={used} takes={takes} of={total} />
      </dd>
    </div>
  );
}

const routes = { users: "to each user", recipient: "to one address", none: "not sent" } as const;

function Mails({ draft: { options }, mails }: { draft: Import; mails: Outlook["mails"] }) {
  const all = mails.passwords + mails.welcomes;
  const isNow = options.mails === "now" && options.mails_at === null;
  return (
    <section class="stack tight" aria-labelledby="after-mails">
      <h3 id="after-mails">Mails</h3>
      <Facts
        facts={[
          [`Passwords, ${options.password_recipient ?? routes[options.passwords]}`, count(mails.passwords)],
          ["Welcome", count(mails.welcomes)],
          ["They go", <MailTime {...options} />],
        ]}
      />
      {isNow && all > mails.room && (
        <p class="small warn-text">
          {count(mails.room)} of them can go today: {count(mails.most)} a day. The others wait for tomorrow.
        </p>
      )}
      {isNow && all > 0 && all <= mails.room && (
        <p class="hint">
          {count(all)} of the {count(mails.room)} that can still go today.
        </p>
      )}
    </section>
  );
}

function MailTime({ mails, mails_at }: Import["options"]) {
  if (mails_at === null) return <>{mails === "hold" ? "when somebody releases them" : "at once"}</>;
  return (
    <>
      on <Time at={mails_at} />
    </>
  );
}
