import { addCost, type Cost, noCost } from "../domain/import/import.ts";
import { CALL_TIMEOUT_MS } from "../domain/limits.ts";
import { within } from "../platform/within.ts";
import { decodeRows, noteOrigin, only, originOf, type RowSchema } from "./decode.ts";

/** A value that D1 can bind. Whole numbers bind as REAL, so texts that look like numbers are bound as texts. */
type Bindable = string | number | null;

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

/** D1 with a tally of what it has cost: every call counts once, a batch is one call (I9). None is waited for for ever. */
abstract class Database<Statement> {
  #cost: Cost = noCost;
  readonly #d1: D1Database;

  constructor(d1: D1Database) {
    this.#d1 = d1;
  }

  /** Gives what D1 knows a statement as. */
  protected abstract prepared(statement: Statement): D1PreparedStatement;

  /** What all calls so far have cost. */
  get cost(): Cost {
    return this.#cost;
  }

  /** Counts queue messages into the same tally. */
  countMessages(messages: number): void {
    this.#cost = addCost(this.#cost, { ...noCost, queue_messages: messages });
  }

  /** Prepares a literal statement with its numbered parameters. */
  protected prepare(statement: string, values: readonly Bindable[]): D1PreparedStatement {
    const prepared = this.#d1.prepare(statement).bind(...values);
    noteOrigin(prepared, statement);
    return prepared;
  }

  /** Runs statements as one transaction and one round trip: all of them hold or none does. */
  async batch(statements: readonly Statement[]): Promise<D1Result[]> {
    const prepared = statements.map((statement) => this.prepared(statement));
    const results = await within(CALL_TIMEOUT_MS, "D1", this.#d1.batch(prepared));
    prepared.forEach((statement, at) => {
      const result = results[at];
      if (result) noteOrigin(result, originOf(statement));
    });
    this.#count(results);
    return results;
  }

  /** Runs one statement and gives its rows. */
  async all<Row>(schema: RowSchema<Row>, statement: Statement): Promise<Row[]> {
    return decodeRows(schema, await this.#ask(statement));
  }

  /** Runs one statement and gives its first row, or null. */
  async first<Row>(schema: RowSchema<Row>, statement: Statement): Promise<Row | null> {
    const [row] = await this.all(schema, statement);
    return row ?? null;
  }

  /** Runs a statement that always has a row, such as a count, and gives that. */
  async only<Row>(schema: RowSchema<Row>, statement: Statement): Promise<Row> {
    const result = await this.#ask(statement);
    return only(decodeRows(schema, result), result);
  }

  /** Runs one statement and tells whether it has any row. */
  async has(statement: Statement): Promise<boolean> {
    return (await this.#ask(statement)).results.length > 0;
  }

  async #ask(statement: Statement): Promise<D1Result> {
    const prepared = this.prepared(statement);
    const result = await within(CALL_TIMEOUT_MS, "D1", prepared.all());
    noteOrigin(result, originOf(prepared));
    this.#count([result]);
    return result;
  }

  /** Runs one statement and tells how many rows it changed. */
  async run(statement: Statement): Promise<number> {
    const result = await within(CALL_TIMEOUT_MS, "D1", this.prepared(statement).run());
    this.#count([result]);
    return result.meta.changes;
  }

  #count(results: readonly D1Result[]): void {
    const read = results.reduce((sum, { meta }) => sum + meta.rows_read, 0);
    const written = results.reduce((sum, { meta }) => sum + meta.rows_written, 0);
    this.#cost = addCost(this.#cost, {
      d1_queries: 1,
      d1_rows_read: read,
      d1_rows_written: written,
      queue_messages: 0,
    });
  }
}

/** The database that holds an account's own things: migrations/accounts. */
export class AccountDatabase extends Database<D1PreparedStatement> {
  /** What its binding is called (O6). */
  readonly name: string;
  readonly #telling = new WeakSet<D1PreparedStatement>();
  #heard = false;

  constructor(d1: D1Database, name = "DB") {
    super(d1);
    this.name = name;
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

  override async batch(statements: readonly D1PreparedStatement[]): Promise<D1Result[]> {
    const results = await super.batch(statements);
    const told = results.filter((_, at) => this.#isTelling(statements[at]));
    if (told.some((result) => result.results.some(isHeard))) this.#heard = true;
    return results;
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

/** Tells whether a batch was undone because what it was based on no longer held (`assertions`). */
export function isStale(error: unknown): boolean {
  return error instanceof Error && error.message.includes("assertion_holds");
}

/** Tells whether a statement was refused by the named UNIQUE index or its columns. */
export function isTaken(error: unknown, columns: string): boolean {
  return error instanceof Error && error.message.includes(`UNIQUE constraint failed: ${columns}`);
}
