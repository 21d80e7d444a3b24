import type { Failure } from "../domain/problems/result.ts";
import { Page, type Viewer } from "./page.tsx";
import { Head } from "./parts/head.tsx";
import { say, words } from "./reader.ts";

type Props = {
  readonly viewer: Viewer | null;
  readonly failure: Failure;
  /** Found in the log as well (S10); null where nobody needs to look it up. */
  readonly reference: string | null;
};

/** A request that was turned down, or that failed on our side: what happened, what to do, what to quote. */
export function TroublePage({ viewer, failure, reference }: Props) {
  const title = words().title(failure.code);
  return (
    <Page title={title} viewer={viewer} wrong>
      <Head title={title} />
      <p>{say(failure)}</p>
      {reference && (
        <p class="soft small">
          Reference <code class="long">{reference}</code>
        </p>
      )}
      <p class="bar">
        <a class="btn" href="/">
          To the start
        </a>
      </p>
    </Page>
  );
}
