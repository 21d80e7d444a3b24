import type { AccountFacts } from "../account/account.ts";
import type { Cells, ColumnKey } from "../columns.ts";
import type { Existing } from "../import/options.ts";
import type { EarlierImport, RunningImport } from "../problems/codes/imports.ts";
import type { Service } from "../user/user.ts";

/** What the account has of what the rows claim (`listClaims`). */
export type Held = {
  /** Comparison keys (`emailKey`) of users who exist. */
  readonly emails: ReadonlySet<string>;
  /** External IDs that users have, as they are written, with their display names (T6). */
  readonly externalIds: ReadonlyMap<string, string>;
  /** E.164 numbers on the account; `user` is the display name of who has it, null while parked. */
  readonly numbers: ReadonlyMap<string, { readonly user: string | null }>;
  /**
   * Parked numbers, ascending, that no row asks for and that are not toll-free: enough for each row with `auto`, or all that
   * suit (I14).
   */
  readonly parked: readonly string[];
  /** Extensions that users have, with their display names. */
  readonly extensions: ReadonlyMap<string, string>;
  /** How many extensions could be given (I3): of the account's length, from 10…01 up, that nobody has, that are not reserved and do not begin with an emergency code. */
  readonly freeExtensions: number;
};

/** Rows, and all that they are checked against. */
export type CheckInput = {
  readonly rows: readonly { readonly row: number; readonly cells: Cells }[];
  /** Headers as the file has them; a column that the file lacks is shown with its template header. */
  readonly columns: readonly { readonly key: ColumnKey; readonly header: string }[];
  readonly facts: AccountFacts;
  readonly held: Held;
  readonly options: {
    /** Null: none named, so the installed ones. */
    readonly services: readonly Service[] | null;
    /** Columns whose texts a user has already and keeps; none where it is left out. */
    readonly kept?: ReadonlySet<ColumnKey>;
    /** What becomes of rows whose user exists (I10); they fail where it is left out. */
    readonly existing?: Existing;
  };
  readonly runningImport: RunningImport | null;
  /** The last import of the very same content that was started. */
  readonly sameFile?: EarlierImport | null;
};
