import type { PropsWithChildren } from "hono/jsx";
import { Page, type Viewer } from "../page.tsx";

const parts = [
  { part: "account", href: "/settings", label: "Account" },
  { part: "tokens", href: "/settings/tokens", label: "API tokens" },
  { part: "columns", href: "/settings/columns", label: "Columns" },
  { part: "mail", href: "/settings/mail", label: "Mail" },
  { part: "security", href: "/settings/security", label: "Your sign-in" },
] as const;

/** The parts of Settings. */
export type SettingsPart = (typeof parts)[number]["part"];

type Props = PropsWithChildren<{
  readonly title: string;
  readonly viewer: Viewer;
  readonly part: SettingsPart;
  readonly wrong?: boolean;
}>;

/** A page of Settings, with the way to its other parts. */
export function SettingsFrame({ title, viewer, part, wrong = false, children }: Props) {
  return (
    <Page title={title} viewer={viewer} here="settings" wrong={wrong}>
      <nav aria-label="Settings">
        <ul class="tabs">
          {parts.map(({ part: known, href, label }) => (
            <li>
              <a class="tab" href={href} aria-current={known === part ? "page" : undefined}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {children}
    </Page>
  );
}
