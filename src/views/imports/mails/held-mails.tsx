import type { Import } from "../../../domain/import/import.ts";
import { May } from "../../may.tsx";
import { Time } from "../../parts/time.tsx";
import { Say } from "../../parts.tsx";
import { sayMany } from "../../words.ts";
import { type MailCount, manyMails } from "../mails.ts";

/** How many mails wait for somebody, or for a time, and the way to let them go (M9). */
export function HeldMails({ given, mails }: { given: Import; mails: readonly MailCount[] }) {
  const held = manyMails(mails, "held");
  const timed = given.options.mails_at !== null && given.mails_released_at === null ? manyMails(mails, "pending") : 0;
  const waiting = held + timed;
  if (waiting === 0) return null;
  const one = waiting === 1;
  const what = sayMany(waiting, "mail");
  return (
    <Say id="held" tone="warn" heading={`${what} ${one ? "waits" : "wait"}`}>
      <p>
        {held > 0 ? (
          `${one ? "It is" : "They are"} held until somebody releases ${one ? "it" : "them"}. `
        ) : (
          <>
            {one ? "It goes" : "They go"} on <Time at={given.options.mails_at ?? ""} />.{" "}
          </>
        )}
        A password is valid from when its mail is accepted.
      </p>
      <May ask="POST /imports/:id/mails/release">
        <form class="bar" method="post" action={`/imports/${given.id}/mails/release`}>
          <button type="submit" class="btn">
            {held > 0 ? `Release ${what}` : `Send ${what} now`}
          </button>
        </form>
      </May>
    </Say>
  );
}
