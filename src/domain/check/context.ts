import type { AccountFacts } from "../account/account.ts";
import { type RowContext, rowContext } from "../cells/row-context.ts";
import { columnKeys, columnOf, headerOf } from "../columns.ts";
import { type Service, services } from "../user/user.ts";
import type { CheckInput, Held } from "./check-input.ts";
import type { Headers } from "./findings.ts";

/** Rows, and what their cells are read against. */
export type ReadInput = Pick<CheckInput, "rows" | "columns" | "facts" | "options"> & {
  readonly held: Pick<Held, "numbers">;
};

/** The services that users get: those that are named, otherwise those that are installed (B3). */
export function servicesOf(named: readonly Service[] | null, { account }: AccountFacts): readonly Service[] {
  return services.filter((service) => (named ?? account.services).includes(service));
}

/** What the file calls its columns; those that it lacks have the header of the template. */
export function headersOf({ columns, facts }: Pick<ReadInput, "columns" | "facts">): Headers {
  const types = facts.subscriptions.length;
  const given = columns.map(({ key, header }) => [key, header] as const);
  return new Map([...columnKeys.map((key) => [key, headerOf(columnOf(key), types)] as const), ...given]);
}

/** What the cells of the rows are read against. */
export function contextOf({ facts, held, options }: Omit<ReadInput, "rows" | "columns">): RowContext {
  return rowContext(facts, servicesOf(options.services, facts), (e164) => held.numbers.has(e164), options.kept);
}
