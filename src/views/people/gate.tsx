import type { PropsWithChildren } from "hono/jsx";
import { Document } from "../page.tsx";
import { Crowd } from "../parts/crowd.tsx";
import { Brand } from "../parts/frame.tsx";

type Props = PropsWithChildren<{ readonly title: string; readonly wrong?: boolean }>;

/** A page before anybody is signed in to an account: one thing to do, and nothing else to go to. */
export function Gate({ title, wrong = false, children }: Props) {
  return (
    <Document title={title} wrong={wrong}>
      <main id="main" class="gate" tabindex={-1}>
        <div class="door">
          <Brand />
          {children}
        </div>
        <Crowd />
      </main>
    </Document>
  );
}
