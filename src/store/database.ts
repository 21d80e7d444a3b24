import { type Bindable, Database } from "./calls.ts";

export { isStale, isTaken } from "./calls.ts";

/**
 * A statement of the directory. It is no D1PreparedStatement, so that nobody can put it into one batch with statements
 * of an account: the two may lie in different databases, and no transaction reaches across (O6).
 */
export class DirectoryStatement {
  readonly prepared: D1PreparedStatement;

  constructor(prepared: D1PreparedStatement) {
    this.prepared = prepared;
  }
}

/** The database that holds an account's own things: migrations/accounts. */
export class AccountDatabase extends Database<D1PreparedStatement> {
  /** What its binding is called (O6). */
  readonly name: string;
  /** Whether the account that it was opened for is on its way to another one: nothing may be begun that ends later. */
  readonly isLeaving: boolean;
  readonly #telling = new WeakSet<D1PreparedStatement>();
  #heard = false;

  constructor(d1: D1Database, name = "DB", isLeaving = false) {
    super(d1);
    this.name = name;
    this.isLeaving = isLeaving;
  }

  /** Whether an event was written through this that a webhook of the account may want (W3). */
  get heard(): boolean {
    return this.#heard;
  }

  /** Marks a statement that writes an event, and gives whether the account has webhooks as `heard`. */
  telling(statement: D1PreparedStatement): D1PreparedStatement {
    this.#telling.add(statement);
    return statement;
  }

  override async batch(statements: readonly D1PreparedStatement[], kind?: "same"): Promise<D1Result[]> {
    const results = await super.batch(statements, kind);
    this.#listen(statements, results);
    return results;
  }

  override async once(
    statements: readonly D1PreparedStatement[],
    isDone: D1PreparedStatement,
  ): Promise<D1Result[] | null> {
    const results = await super.once(statements, isDone);
    if (results) this.#listen(statements, results);
    // The answer that said so was lost: whoever looks finds nothing to send at worst.
    else if (statements.some((statement) => this.#telling.has(statement))) this.#heard = true;
    return results;
  }

  #listen(statements: readonly D1PreparedStatement[], results: readonly D1Result[]): void {
    const told = results.filter((_, at) => this.#isTelling(statements[at]));
    if (told.some((result) => result.results.some(isHeard))) this.#heard = true;
  }

  #isTelling(statement: D1PreparedStatement | undefined): boolean {
    return statement !== undefined && this.#telling.has(statement);
  }

  /** Prepares a literal statement with its numbered parameters. */
  sql(statement: string, ...values: readonly Bindable[]): D1PreparedStatement {
    return this.prepare(statement, values);
  }

  protected prepared(statement: D1PreparedStatement): D1PreparedStatement {
    return statement;
  }
}

/** The directory of all accounts and of who may ask: migrations/directory. */
export class DirectoryDatabase extends Database<DirectoryStatement> {
  /** Prepares a literal statement with its numbered parameters. */
  sql(statement: string, ...values: readonly Bindable[]): DirectoryStatement {
    return new DirectoryStatement(this.prepare(statement, values));
  }

  protected prepared(statement: DirectoryStatement): D1PreparedStatement {
    return statement.prepared;
  }
}

function isHeard(row: unknown): boolean {
  return typeof row === "object" && row !== null && "heard" in row && row.heard === 1;
}
