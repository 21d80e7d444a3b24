import type { PropsWithChildren } from "hono/jsx";
import type { Failure } from "../../domain/problems/result.ts";
import type { Sayable } from "../../domain/problems/say.ts";
import { WrongFields } from "../inventory/parts.tsx";
import type { Viewer } from "../page.tsx";
import { Head } from "../parts/head.tsx";
import { Refusal } from "../refusal.tsx";
import { SettingsFrame } from "./frame.tsx";

type Props = PropsWithChildren<{
  readonly viewer: Viewer;
  readonly part: "tokens" | "webhooks";
  readonly title: string;
  readonly lede: string;
  /** Tells a second sending of the form from a new one (E4). */
  readonly formKey: string;
  readonly submit: string;
  readonly back: string;
  readonly failure: Failure | null;
  /** What is wrong, each with the id of its field, and what has not come of it. */
  readonly wrong: readonly (readonly [id: string, problem: Sayable])[];
  readonly nothing: string;
}>;

/** A page with the form of something that is made with a secret, which the next page shows once. */
export function NewThingPage({ viewer, part, title, lede, formKey, failure, wrong, children, ...words }: Props) {
  const path = `/settings/${part}`;
  return (
    <SettingsFrame title={title} viewer={viewer} part={part} wrong={failure !== null || wrong.length > 0}>
      <Head title={title} lede={lede} />
      {failure && <Refusal failure={failure} />}
      {!failure && wrong.length > 0 && <WrongFields heading={words.nothing} wrong={wrong} />}
      <form class="panel roomy stack read" method="post" action={path}>
        <input type="hidden" name="key" value={formKey} />
        {children}
        <div class="bar">
          <button type="submit" class="btn go">
            {words.submit}
          </button>
          <a href={path}>{words.back}</a>
        </div>
      </form>
    </SettingsFrame>
  );
}
