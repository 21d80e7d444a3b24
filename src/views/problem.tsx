import type { Explanation } from "../domain/problems/guide.ts";
import { Page } from "./page.tsx";

/** A code of the API and of reports, explained to a person. */
export function ProblemPage({ code, explanation }: { readonly code: string; readonly explanation: Explanation }) {
  return (
    <Page title={explanation.title} viewer={null}>
      <h1>{explanation.title}</h1>
      <p>{explanation.text}</p>
      <p class="soft small">
        Code <code class="breakable">{code}</code>
      </p>
    </Page>
  );
}
