import type { PropsWithChildren } from "hono/jsx";
import { liveScript, stylesheet, timesScript } from "./assets.generated.ts";
import { Frame, type Section, type Viewer } from "./parts/frame.tsx";

export type { Section, Viewer };

type Props = PropsWithChildren<{
  /** What the page is about; its name is added. */
  readonly title: string;
  /** Null before sign-in, and until an account was chosen. */
  readonly viewer: Viewer | null;
  readonly here?: Section;
  /** Whether something on the page has to be put right. */
  readonly wrong?: boolean;
  /** Parts of the page ask for themselves again; where no script runs, the whole page does after so many seconds, 0: never. */
  readonly live?: number | null;
  /** Whether it is a place to work in over the whole window, without the pages of its group above it. */
  readonly work?: boolean;
  /** Whether the page has a script of its own, which tells times as well. */
  readonly scripted?: boolean;
}>;

/** The frame of every page: head, way to the content, header, content. */
export function Page({
  title,
  viewer,
  here,
  wrong = false,
  live = null,
  work = false,
  scripted = false,
  children,
}: Props) {
  return (
    <Document title={title} wrong={wrong} live={live}>
      <Frame viewer={viewer} here={here} live={live !== null && live > 0} work={work} />
      <main id="main" class={work ? "work" : undefined} tabindex={-1}>
        {children}
      </main>
      {viewer && live === null && !scripted && <script type="module" src={timesScript} />}
    </Document>
  );
}

/** What a browser calls the page. */
export function pageTitle(title: string, wrong = false): string {
  return `${wrong ? "Error: " : ""}${title} – Muster`;
}

/** A page without the frame: before sign-in there is nowhere else to go. */
export function Document({
  title,
  wrong = false,
  live = null,
  children,
}: Pick<Props, "title" | "wrong" | "live" | "children">) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{pageTitle(title, wrong)}</title>
        <link rel="stylesheet" href={stylesheet} />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        {live !== null && <Live seconds={live} />}
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the content
        </a>
        {children}
      </body>
    </html>
  );
}

/** A poll that fails leaves the page as it is; the next one may not. */
const htmxConfig = JSON.stringify({
  history: false,
  includeIndicatorCSS: false,
  noSwap: [204, 304, "4xx", "5xx"],
});

function Live({ seconds }: { seconds: number }) {
  return (
    <>
      <meta name="htmx-config" content={htmxConfig} />
      <script src={liveScript} defer />
      {seconds > 0 && (
        <noscript>
          <meta http-equiv="refresh" content={String(seconds)} />
        </noscript>
      )}
    </>
  );
}
