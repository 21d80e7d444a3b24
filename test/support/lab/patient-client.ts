import { type Answer, pause, type Refusal } from "../site/http.ts";

/** A client that is not answered in so many milliseconds asks again, and waits longer each time. */
const ANSWER_MS = 4_000;
const FIRST_WAIT_MS = 500;
const MOST_WAIT_MS = 8_000;
const GIVES_UP_MS = 600_000;

/** A client on a bad day: what is not answered, cut off, answered with a fault or still in progress it asks again. */
export class PatientClient {
  /** How often it has asked. */
  asked = 0;

  /** Asks until there is an answer to live with; throws when that takes too long. */
  async until<Body extends Partial<Refusal>>(
    ask: () => Promise<Answer<Body>>,
    suits: (answer: Answer<Body>) => boolean = () => true,
  ): Promise<Answer<Body>> {
    const until = Date.now() + GIVES_UP_MS;
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, MOST_WAIT_MS)) {
      this.asked += 1;
      const answer = await answered(ask());
      if (answer && isFinal(answer) && suits(answer)) return answer;
      if (Date.now() > until) throw new Error(`no answer after ${this.asked} tries, the last: ${answer?.text}`);
      await pause(wait);
    }
  }
}

function isFinal({ status, body }: Answer<Partial<Refusal>>): boolean {
  return status < 500 && body.code !== "idempotency_in_progress";
}

/** The answer; null where none comes or the connection is cut. */
async function answered<Body>(asking: Promise<Answer<Body>>): Promise<Answer<Body> | null> {
  const cut = asking.catch(() => null);
  return Promise.race([cut, pause(ANSWER_MS).then(() => null)]);
}
