import * as v from "valibot";
import { type NumbersWanted, suits } from "../../domain/account/auto-number.ts";
import { texts, whole } from "../columns.ts";
import type { AccountDatabase } from "../database.ts";
import { rows } from "../decode.ts";

/** Which numbers are not to be chosen: those named here, and those that rows of an import ask for. */
export type NumbersAsked = { readonly asked: readonly string[]; readonly importId: string | null };

/** A search that goes on from a text. */
type Open = NumbersWanted & { readonly from: string };

/** Where numbers of other countries may lie in between, at least so many are looked at. */
const LEAST_LOOKED_AT = 50;

/**
 * Lists parked numbers, ascending, that are not toll-free and that nobody asks for: for each search as many that suit as it
 * may need, or all there are (I14). One call, and one more each time that numbers of other countries with the same calling
 * code have filled a page.
 */
export async function listNumbersToChoose(
  db: AccountDatabase,
  account: string,
  wanted: readonly NumbersWanted[],
  but: NumbersAsked,
): Promise<readonly string[]> {
  const found = new Set<string>();
  let open: readonly Open[] = wanted.map((one) => ({ ...one, from: one.search.beginning }));
  while (open.length > 0) {
    const pages = await readPages(db, account, open, but);
    open = pages.flatMap(({ one, numbers, isFull }) => {
      const suiting = numbers.filter((e164) => suits(e164, one.search)).slice(0, one.most);
      for (const e164 of suiting) found.add(e164);
      const most = one.most - suiting.length;
      // A blank sorts before every digit.
      return isFull && most > 0 ? [{ ...one, most, from: `${numbers.at(-1)} ` }] : [];
    });
  }
  return [...found].toSorted();
}

type NumberPage = { readonly one: Open; readonly numbers: readonly string[]; readonly isFull: boolean };

/** Reads the next page of each search; those that want about as many share a statement, for its limit holds for all of it. */
async function readPages(
  db: AccountDatabase,
  account: string,
  open: readonly Open[],
  but: NumbersAsked,
): Promise<readonly NumberPage[]> {
  const groups = [...Map.groupBy(open, pageSize)];
  const results = await db.batch(groups.map(([size, some]) => pagesStatement(db, account, { size, some }, but)));
  return groups.flatMap(([size, some], at) =>
    rows(pageRow, results, at).flatMap(({ place, numbers }) => {
      const one = some[place];
      return one ? [{ one, numbers, isFull: numbers.length === size }] : [];
    }),
  );
}

/** A power of two, so that there are few sizes. */
function pageSize({ most, search }: Open): number {
  return 2 ** Math.ceil(Math.log2(search.country === null ? most : Math.max(most, LEAST_LOOKED_AT)));
}

const pageRow = v.object({ place: whole, numbers: texts });

function pagesStatement(
  db: AccountDatabase,
  account: string,
  { size, some }: { readonly size: number; readonly some: readonly Open[] },
  { asked, importId }: NumbersAsked,
): D1PreparedStatement {
  const ranges = some.map(({ search, from }) => ({ from, end: `${search.beginning}~` }));
  return db.sql(
    `WITH asked (e164) AS MATERIALIZED (
       SELECT value FROM json_each(?3)
       UNION ALL
       SELECT wanted ->> 'primary_phone' FROM import_rows
       WHERE import_id = (SELECT id FROM imports WHERE account = ?1 AND id = ?4) AND wanted ->> 'primary_phone' IS NOT NULL
       UNION ALL
       SELECT additional.value FROM import_rows, json_each(import_rows.wanted, '$.additional_phones') AS additional
       WHERE import_id = (SELECT id FROM imports WHERE account = ?1 AND id = ?4))
     SELECT search.key AS place, (SELECT json_group_array(e164) FROM (
         SELECT e164 FROM numbers INDEXED BY numbers_parked
         WHERE account = ?1 AND user_id IS NULL AND e164 >= search.value ->> 'from' AND e164 < search.value ->> 'end'
           AND toll_free = 0 AND e164 NOT IN (SELECT e164 FROM asked)
         ORDER BY e164 LIMIT ?5)) AS numbers
     FROM json_each(?2) AS search`,
    account,
    JSON.stringify(ranges),
    JSON.stringify(asked),
    importId,
    size,
  );
}
