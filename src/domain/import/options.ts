import type { MailTiming } from "../mail/timing.ts";
import type { Service } from "../user/user.ts";
import type { Reading } from "./reading.ts";

export type PasswordRoute = "users" | "recipient" | "none";
export const passwordRoutes = ["users", "recipient", "none"] as const;

/** What becomes of a row whose address an existing user has (I10). */
export const existingWays = ["fail", "skip"] as const;
export type Existing = (typeof existingWays)[number];

/** What becomes of an import of which rows will fail: it starts all the same, or waits (api.md). */
export const warningWays = ["accept", "reject"] as const;
export type OnWarnings = (typeof warningWays)[number];

/** What an import runs with. */
export type RunOptions = {
  readonly services: readonly Service[];
  readonly passwords: PasswordRoute;
  /** Set exactly when `passwords` is "recipient". */
  readonly password_recipient: string | null;
  readonly existing: Existing;
  readonly warnings: OnWarnings;
} & MailTiming;

/** Every option in force; those that say how the file is read as well. */
export type ImportOptions = RunOptions &
  Pick<Reading, "encoding" | "unknown_columns" | "confirm"> & {
    /** Whether somebody is told when it ends (M6), and whom. */
    readonly notify: boolean;
    readonly notify_email: string | null;
  };
