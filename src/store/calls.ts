import { addCost, type Cost, noCost } from "../domain/import/import.ts";
import { CALL_TIMEOUT_MS } from "../domain/limits.ts";
import { within } from "../platform/within.ts";
import { decodeRows, noteOrigin, only, originOf, type RowSchema } from "./decode.ts";
import { untilPassed } from "./passing.ts";

/** A value that D1 can bind. Whole numbers bind as REAL, so texts that look like numbers are bound as texts. */
export type Bindable = string | number | null;

/** D1 with a tally of what it has cost: every call counts once, a batch is one call (I9). None is waited for for ever. */
export abstract class Database<Statement> {
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

  /**
   * Runs statements as one transaction and one round trip: all of them hold or none does. What only reads is asked again
   * after a passing error of D1, and so is what may be done twice (`same`).
   */
  async batch(statements: readonly Statement[], kind?: "same"): Promise<D1Result[]> {
    const prepared = statements.map((statement) => this.prepared(statement));
    const repeatable = kind ?? (prepared.every(isRead) ? "read" : "never");
    return untilPassed(repeatable, () => this.#batchOnce(prepared));
  }

  /**
   * Runs statements as one transaction that holds a key of its own, so that it cannot be done twice: after a passing error it
   * is tried again, and where that is refused, `isDone` tells whether it was done before. Whatever it was refused for else is thrown.
   */
  async once(statements: readonly Statement[], isDone: Statement): Promise<D1Result[] | null> {
    const prepared = statements.map((statement) => this.prepared(statement));
    return untilPassed("once", async (tries) => {
      try {
        return await this.#batchOnce(prepared);
      } catch (error) {
        if (tries > 0 && isRefused(error) && (await this.has(isDone))) return null;
        throw error;
      }
    });
  }

  async #batchOnce(prepared: readonly D1PreparedStatement[]): Promise<D1Result[]> {
    const results = await within(CALL_TIMEOUT_MS, "D1", this.#d1.batch([...prepared]));
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
    const repeatable = isRead(prepared) ? "read" : "never";
    const result = await untilPassed(repeatable, () => within(CALL_TIMEOUT_MS, "D1", prepared.all()));
    noteOrigin(result, originOf(prepared));
    this.#count([result]);
    return result;
  }

  /** Runs one statement and tells how many rows it changed; after a passing error again, where it may be done twice (`same`). */
  async run(statement: Statement, kind: "same" | "never" = "never"): Promise<number> {
    const result = await untilPassed(kind, () => within(CALL_TIMEOUT_MS, "D1", this.prepared(statement).run()));
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

/** A statement that begins so, and has none of these words, can change nothing: so does D1 itself tell. */
function isRead(prepared: D1PreparedStatement): boolean {
  const statement = originOf(prepared);
  return /^\s*(SELECT|WITH)\b/.test(statement) && !/\b(INSERT|UPDATE|DELETE)\b/.test(statement);
}

/** Tells whether a write was refused by what is there already. */
function isRefused(error: unknown): boolean {
  return isStale(error) || (error instanceof Error && error.message.includes("UNIQUE constraint failed"));
}

/** Tells whether a batch was undone because what it was based on no longer held (`assertions`). */
export function isStale(error: unknown): boolean {
  return error instanceof Error && error.message.includes("assertion_holds");
}

/** Tells whether a statement was refused by the named UNIQUE index or its columns. */
export function isTaken(error: unknown, columns: string): boolean {
  return error instanceof Error && error.message.includes(`UNIQUE constraint failed: ${columns}`);
}
