import type { Sayable } from "../domain/problems/say.ts";
import { sayMomentIn } from "../domain/problems/told-moment.ts";
import { type ShownMail, sayMailReason } from "./mail-words.ts";
import { Time } from "./parts/time.tsx";
import { say } from "./reader.ts";
import { type Moment, sayTime } from "./words.ts";

/** The sentence of a problem, in which its moment is told in the zone of the person (E14). What a heading has said is not said again. */
export function Said({ of, after = "" }: { of: Sayable; after?: string }) {
  const at = momentOf(of);
  const said = say(of);
  const sentence = after !== "" && said.startsWith(`${after}. `) ? said.slice(after.length + 2) : said;
  return <WithTime sentence={sentence} written={at && sayMomentIn(at)} at={at} as="date" />;
}

/** Why a mail has failed, was cancelled or waits, and when it is tried again; nothing where there is nothing to say. */
export function MailReason({ mail }: { mail: ShownMail }) {
  const sentence = sayMailReason(mail);
  return sentence && <WithTime sentence={sentence} written={sayTime(mail.due_at)} at={mail.due_at} />;
}

type Props = {
  readonly sentence: string;
  /** How the moment is written in it. */
  readonly written: string | null;
  readonly at: string | null;
  readonly as?: Moment;
};

function WithTime({ sentence, written, at, as = "time" }: Props) {
  const place = written ? sentence.lastIndexOf(written) : -1;
  if (!written || at === null || place < 0) return <>{sentence}</>;
  return (
    <>
      {sentence.slice(0, place)}
      <Time at={at} as={as} />
      {sentence.slice(place + written.length)}
    </>
  );
}

/** The moment of which the sentence of a problem tells so; null where it tells of none. */
function momentOf(problem: Sayable): string | null {
  switch (problem.code) {
    case "same_file":
      return problem.params.at;
    case "import_in_progress":
      return problem.params.running?.startedAt ?? null;
    default:
      return null;
  }
}
