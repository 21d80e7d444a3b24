import type { AccountFacts } from "../account/account.ts";
import { readableParts } from "../cells/list.ts";
import type { Checked } from "../check/check.ts";
import type { Cells } from "../columns.ts";
import { foldCase } from "../user/user.ts";
import type { RunOptions } from "./options.ts";

/** A licence type and what an import would take of it. */
export type LicenceOutlook = {
  readonly type: string;
  readonly total: number;
  readonly used: number;
  readonly takes: number;
  /** What would be left; below 0 where they do not suffice. */
  readonly left: number;
};

/** What an import would do, and what would be left after it (E3). */
export type Outlook = {
  /** Users who would be created once every error is put right. */
  readonly creates: number;
  /** Rows that have a problem for which their user would not be created. */
  readonly fails: number;
  /** Rows whose user exists, and that are skipped (I10). */
  readonly skips: number;
  /** Those types of which it would take some. */
  readonly licences: readonly LicenceOutlook[];
  /** Parked numbers; null where users get none. */
  readonly numbers: {
    readonly total: number;
    readonly used: number;
    readonly takes: number;
    readonly left: number;
  } | null;
  readonly mails: MailOutlook;
};

/** The mails that users would get, and how many may still go out on the day (S6). */
export type MailOutlook = {
  readonly passwords: number;
  readonly welcomes: number;
  readonly room: number;
  /** So many of an account on one day. */
  readonly most: number;
};

/** What is known of the account beside its facts. */
export type Around = {
  readonly facts: AccountFacts;
  readonly parked: number;
  readonly assigned: number;
  readonly mails: { readonly most: number; readonly ofDay: number };
};

type Row = { readonly row: number; readonly cells: Cells };

/** Tells what an import of rows would do if the account stayed as it is, and every error was put right. */
export function outlookOf(rows: readonly Row[], checked: Checked, options: RunOptions, around: Around): Outlook {
  const failing = new Set(checked.rows.flatMap(({ row, willFail }) => (willFail ? [row] : [])));
  const skipped = new Set(checked.rows.flatMap(({ row, willSkip }) => (willSkip ? [row] : [])));
  const created = rows.filter(({ row }) => !failing.has(row) && !skipped.has(row));
  const voice = checked.services.includes("connect");
  const { facts, mails } = around;
  return {
    creates: created.length,
    fails: rows.filter(({ row }) => failing.has(row) && !skipped.has(row)).length,
    skips: skipped.size,
    licences: voice ? licencesOf(created, facts) : [],
    numbers: voice ? numbersOf(created, around) : null,
    mails: {
      passwords: options.passwords === "none" ? 0 : created.length,
      welcomes: voice && !facts.account.silent_mode ? created.length : 0,
      room: Math.max(0, mails.most - mails.ofDay),
      most: mails.most,
    },
  };
}

function licencesOf(rows: readonly Row[], { subscriptions }: AccountFacts): readonly LicenceOutlook[] {
  const only = subscriptions.length === 1 ? subscriptions[0]?.type : "";
  const asked = Map.groupBy(rows, ({ cells }) => foldCase(cells.license_type ?? only ?? ""));
  return subscriptions.flatMap(({ type, total, used, available }) => {
    const takes = asked.get(foldCase(type))?.length ?? 0;
    return takes > 0 ? [{ type, total, used, takes, left: available - takes }] : [];
  });
}

function numbersOf(rows: readonly Row[], { parked, assigned }: Around): Outlook["numbers"] {
  const takes = rows.reduce((sum, { cells }) => {
    const primary = (cells.primary_phone ?? "") === "" ? 0 : 1;
    return sum + primary + readableParts(cells.additional_phones ?? "").length;
  }, 0);
  return { total: parked + assigned, used: assigned, takes, left: Math.max(0, parked - takes) };
}
