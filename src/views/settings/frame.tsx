import type { PropsWithChildren } from "hono/jsx";
import { Page, type Viewer } from "../page.tsx";

const parts = {
  account: "settings",
  tokens: "tokens",
  webhooks: "webhooks",
  columns: "columns",
  mail: "mail",
  security: "security",
} as const;

/** The parts of Settings. */
export type SettingsPart = keyof typeof parts;

type Props = PropsWithChildren<{
  readonly title: string;
  readonly viewer: Viewer;
  readonly part: SettingsPart;
  readonly wrong?: boolean;
  /** Whether the page has a script of its own, which tells times as well. */
  readonly scripted?: boolean;
}>;

/** A page of Settings: the frame has the way to the others. */
export function SettingsFrame({ title, viewer, part, wrong = false, scripted = false, children }: Props) {
  return (
    <Page title={title} viewer={viewer} here={parts[part]} wrong={wrong} scripted={scripted}>
      {children}
    </Page>
  );
}
