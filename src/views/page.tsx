import type { PropsWithChildren } from "hono/jsx";
import { liveScript, stylesheet } from "./assets.generated.ts";

/** Who looks at the page, and for which account. */
export type Viewer = { readonly email: string; readonly account: string };

const sections = [
  { section: "home", href: "/", label: "Home" },
  { section: "import", href: "/imports/new", label: "Import" },
  { section: "history", href: "/imports", label: "History" },
  { section: "users", href: "/users", label: "Users" },
  { section: "numbers", href: "/numbers", label: "Numbers" },
  { section: "locations", href: "/locations", label: "Locations" },
  { section: "subscriptions", href: "/subscriptions", label: "Subscriptions" },
  { section: "services", href: "/services", label: "Services" },
  { section: "settings", href: "/settings", label: "Settings" },
  { section: "activity", href: "/activity", label: "Activity" },
] as const;

/** The parts of Muster that the navigation leads to (spec 8). */
export type Section = (typeof sections)[number]["section"];

type Props = PropsWithChildren<{
  /** What the page is about; its name is added. */
  readonly title: string;
  /** Null before sign-in, and until an account was chosen. */
  readonly viewer: Viewer | null;
  readonly here?: Section;
  /** Whether something on the page has to be put right. */
  readonly wrong?: boolean;
  /** Parts of the page ask for themselves again; where no script runs, the whole page does after so many seconds. */
  readonly live?: number | null;
  /** One more stylesheet, for a page that looks like no other. */
  readonly style?: string;
}>;

/** The frame of every page: head, way to the content, header, content. */
export function Page({ title, viewer, here, wrong = false, live = null, style, children }: Props) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${wrong ? "Error: " : ""}${title} – Muster`}</title>
        <link rel="stylesheet" href={stylesheet} />
        {style && <link rel="stylesheet" href={style} />}
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        {live !== null && <Live seconds={live} />}
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
      <noscript>
        <meta http-equiv="refresh" content={String(seconds)} />
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
