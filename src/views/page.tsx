import type { PropsWithChildren } from "hono/jsx";
import { liveScript, stylesheet } from "./assets.ts";

/** Who looks at the page, and for which account. */
export type Viewer = { readonly email: string; readonly account: string };

/** The parts of Muster that the navigation leads to. */
export type Section = "import" | "history" | "users";

const sections: readonly { readonly section: Section; readonly href: string; readonly label: string }[] = [
  { section: "import", href: "/imports/new", label: "Import" },
  { section: "history", href: "/imports", label: "History" },
  { section: "users", href: "/users", label: "Users" },
];

type Props = PropsWithChildren<{
  /** What the page is about; its name is added. */
  readonly title: string;
  /** Null before sign-in, and until an account was chosen. */
  readonly viewer: Viewer | null;
  readonly here?: Section;
  /** Whether something on the page has to be put right. */
  readonly wrong?: boolean;
  /** Whether parts of the page ask for themselves again. */
  readonly live?: boolean;
}>;

/** The frame of every page: head, way to the content, header, content. */
export function Page({ title, viewer, here, wrong = false, live = false, children }: Props) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${wrong ? "Error: " : ""}${title} – Muster`}</title>
        <link rel="stylesheet" href={stylesheet} />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        {live && <Live />}
      </head>
      <body>
        <a class="skip" href="#main">
          Skip to the content
        </a>
        <Header viewer={viewer} here={here} />
        <main id="main" tabindex={-1}>
          {children}
        </main>
      </body>
    </html>
  );
}

/** Seconds after which a page that changes loads itself again where no script runs. */
const REFRESH_SECONDS = 5;

/** A poll that fails leaves the page as it is; the next one may not. */
const htmxConfig = JSON.stringify({
  history: false,
  includeIndicatorCSS: false,
  noSwap: [204, 304, "4xx", "5xx"],
});

function Live() {
  return (
    <>
      <meta name="htmx-config" content={htmxConfig} />
      <script src={liveScript} defer />
      <noscript>
        <meta http-equiv="refresh" content={String(REFRESH_SECONDS)} />
      </noscript>
    </>
  );
}

function Header({ viewer, here }: { viewer: Viewer | null; here: Section | undefined }) {
  return (
    <header class="top">
      <div>
        <a class="brand" href="/">
          Muster
        </a>
        {viewer && (
          <>
            <nav aria-label="Main">
              {sections.map(({ section, href, label }) => (
                <a href={href} aria-current={section === here ? "page" : undefined}>
                  {label}
                </a>
              ))}
            </nav>
            <Who viewer={viewer} />
          </>
        )}
      </div>
    </header>
  );
}

function Who({ viewer }: { viewer: Viewer }) {
  return (
    <form class="who" method="post" action="/sign-out">
      <span>
        {viewer.account} · <span class="breakable">{viewer.email}</span>
      </span>
      <button type="submit" class="link small">
        Sign out
      </button>
    </form>
  );
}
