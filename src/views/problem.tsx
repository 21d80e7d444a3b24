import type { Code } from "../domain/problems/codes.ts";
import { Page } from "./page.tsx";
import { Head } from "./parts/head.tsx";
import { words } from "./reader.ts";

/** A code of the API and of reports, explained to a person. */
export function ProblemPage({ code }: { readonly code: Code }) {
  const { title, advice } = words().explain(code);
  return (
    <Page title={title} viewer={null}>
      <Head title={title} />
      <p>{advice}</p>
      <p class="soft small">
        Code <code class="long">{code}</code>
      </p>
    </Page>
  );
}
