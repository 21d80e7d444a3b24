import { type ImportState, isActive, type Outcome } from "../../../src/domain/import/import.ts";

/**
 * A small account, kept as one would keep it on paper: which imports there are and how far they are, who exists, what is
 * parked. It knows nothing of messages, alarms and crashes: whatever these do, the account must look like this.
 */

export type ModelRow = {
  readonly row: number;
  email: string;
  /** A number, or `auto` for any of the United States, `auto +1415` for one that begins so (I14). */
  number: string | null;
  extension: string | null;
  license: "Pro" | "Basic";
  /** A call timeout that is too short: an error. */
  flawed: boolean;
  outcome: Outcome;
  code: string | null;
  /** Columns in which something was corrected. */
  readonly corrected?: readonly string[];
};

export type ModelImport = {
  readonly id: string;
  state: ImportState;
  readonly voice: boolean;
  readonly passwords: boolean;
  readonly notify: boolean;
  /** Rows whose user exists are skipped (I10). */
  readonly skip: boolean;
  /** What becomes of rows that will fail, as it was wished last. */
  warnings: "accept" | "reject";
  /** Its mails wait for somebody (M9). */
  holds: boolean;
  /** Until when its mails wait (milliseconds); null where they wait for no time, or were released. */
  mailsAt: number | null;
  rows: ModelRow[];
  /** Extensions that rows ask for, as they were when it was checked last. */
  asked: ReadonlySet<string>;
  /** How often each range was sent, by its first row. */
  readonly sent: Map<number, number>;
  /** The first rows of ranges whose message the queue has given up. */
  readonly buried: Set<number>;
  /** The newest epoch that a message of it had. */
  epoch: number;
  /** The rows as they were before each change of the draft, in order (I12). */
  readonly history: ModelRow[][];
  /** A draft that was thrown away (E15). */
  deleted: boolean;
};

export type ModelUser = {
  readonly email: string;
  readonly number: string | null;
  readonly extension: string | null;
  license: "Pro" | "Basic" | null;
  /** The one that they were created with. */
  readonly firstLicense: "Pro" | "Basic" | null;
  /** The row that created them; null for who was created singly. */
  readonly from: { readonly importId: string; readonly row: number } | null;
  /** Whether they have a temporary password, and whether they ever set one of their own. */
  readonly hasPassword: boolean;
  signedIn: boolean;
  /** What was changed: nothing an import gives them. */
  department: string | null;
};

export class Model {
  readonly imports: ModelImport[] = [];
  readonly users: ModelUser[] = [];
  readonly numbers: Set<string>;
  readonly totals: Record<"Pro" | "Basic", number>;
  /** Every mail that was ever due, of users who are gone as well. */
  readonly mails: string[] = [];
  /** Those of them that are held (M9), that wait for a time, and that came back (M11). */
  readonly held = new Set<string>();
  readonly timed = new Set<string>();
  readonly bounced = new Set<string>();
  /** How often each was sent again after it had come back. */
  readonly again = new Map<string, number>();
  /** How many had gone when the mail system stopped taking any (M11); null while it takes them. */
  wentBefore: number | null = null;
  /** Nobody but the cron looks after the account until its object sets an alarm again. */
  alarmLost = false;
  /** It is on its way to another database (O6). */
  moving = false;
  /** The secrets that the deployment was given, the newest last, and how far the change to another one is; null where there is none (S11). */
  readonly secrets: string[] = [];
  change: null | { readonly next: string; readonly isExchanged: boolean } = null;
  /** What the checker must be told: who was deleted, what was started and stopped, how many mails people have sent again. */
  readonly known = {
    accepted: [] as string[],
    stops: [] as { importId: string; created: number }[],
    undone: [] as string[],
    deleted: [] as string[],
    repeats: 0,
  };

  constructor(numbers: readonly string[], totals: Readonly<Model["totals"]>) {
    this.numbers = new Set(numbers);
    this.totals = { ...totals };
  }

  /** What is found by its id. */
  visible(): readonly ModelImport[] {
    return this.imports.filter(({ deleted }) => !deleted);
  }

  active(): ModelImport | undefined {
    return this.imports.find(({ state }) => isActive(state));
  }

  used(license: "Pro" | "Basic"): number {
    return this.users.filter((user) => user.license === license).length;
  }

  isFree(number: string): boolean {
    return this.numbers.has(number) && !this.users.some((user) => user.number === number);
  }

  /** What a draft is after a check: errors make it invalid. */
  check(found: ModelImport): void {
    found.asked = new Set(found.voice ? found.rows.flatMap(({ extension }) => extension ?? []) : []);
    found.state = this.#hasErrors(found) ? "invalid" : "ready";
  }

  #hasErrors({ rows, voice }: ModelImport): boolean {
    const emails = rows.map(({ email }) => email);
    const voices = voice ? rows : [];
    return (
      hasTwice(emails) ||
      hasTwice(voices.flatMap(({ number }) => (number === null || isAuto(number) ? [] : number))) ||
      hasTwice(voices.flatMap(({ extension }) => extension ?? [])) ||
      voices.some(({ flawed }) => flawed)
    );
  }

  /** The answer to starting a checked draft: the first that applies (api.md). */
  answerToStart(found: ModelImport, warnings: "accept" | "reject"): readonly [number, string | null] {
    if (found.state === "invalid") return [422, "validation_failed"];
    if (this.active()) return [409, "import_in_progress"];
    const lacking = (["Pro", "Basic"] as const).some((license) => {
      const wanting = found.rows.filter((row) => row.license === license && !this.#isSkipped(found, row));
      const needed = found.voice ? wanting.length : 0;
      return needed > this.totals[license] - this.used(license);
    });
    if (lacking) return [409, "insufficient_subscriptions"];
    if (warnings === "reject" && this.#someWillFail(found)) return [409, "warnings_present"];
    return [202, null];
  }

  /** Told by the account as it is: rows that fail anyway take no number (I14). */
  #someWillFail(found: ModelImport): boolean {
    const lucky = found.rows.filter((row) => !this.#willFail(found, row));
    if (lucky.length < found.rows.length) return true;
    const taken = new Set(numbersAskedBy(found));
    for (const row of found.voice ? lucky : []) {
      const { number } = row;
      if (this.#isSkipped(found, row)) continue;
      if (number === null || !isAuto(number)) continue;
      const chosen = this.#choose(number, taken);
      if (chosen === null) return true;
      taken.add(chosen);
    }
    return false;
  }

  /** The lowest number that suits a wish for any; null when there is none. */
  #choose(wish: string, but: ReadonlySet<string>): string | null {
    const beginning = wish.split(" ")[1] ?? "+1";
    const suiting = [...this.numbers].filter(
      (e164) => e164.startsWith(beginning) && this.isFree(e164) && !but.has(e164),
    );
    return suiting.toSorted()[0] ?? null;
  }

  /** Whether a row is skipped as the account is now (I10). */
  #isSkipped({ skip }: ModelImport, row: ModelRow): boolean {
    return skip && this.users.some(({ email }) => email === row.email);
  }

  #willFail(found: ModelImport, row: ModelRow): boolean {
    const { voice } = found;
    if (this.#isSkipped(found, row)) return false;
    if (this.users.some(({ email }) => email === row.email)) return true;
    if (!voice) return false;
    return (
      (row.number !== null && !isAuto(row.number) && !this.isFree(row.number)) ||
      (row.extension !== null && this.users.some(({ extension }) => extension === row.extension))
    );
  }

  /** Settles the pending rows of a range in file order: of two that want the same, the first wins (I2, I4). */
  settle(found: ModelImport, from: number, to: number): void {
    for (const row of pendingOf(found, from, to)) {
      row.code = this.refusal(row, found.voice, numbersAskedBy(found));
      const isSkipped = found.skip && row.code === "user_exists";
      row.outcome = row.code === null ? "created" : isSkipped ? "skipped" : "failed";
      if (row.code === null) this.#create(found, row);
    }
    this.endIfDone(found);
  }

  /** Why somebody cannot be created as the account is now (I4); null when nothing stands in the way. */
  refusal(
    row: Omit<ModelRow, "row" | "outcome" | "code">,
    voice: boolean,
    asked: ReadonlySet<string> = new Set(),
  ): string | null {
    if (this.users.some(({ email }) => email === row.email)) return "user_exists";
    if (!voice) return null;
    const { number } = row;
    if (number !== null && isAuto(number)) {
      if (this.#choose(number, asked) === null) return "no_number_available";
    } else if (number !== null && !this.isFree(number))
      return this.numbers.has(number) ? "number_in_use" : "number_not_parked";
    if (this.users.some(({ extension }) => extension !== null && extension === row.extension))
      return "extension_in_use";
    return this.used(row.license) < this.totals[row.license] ? null : "no_license_available";
  }

  #create(found: ModelImport, row: ModelRow): void {
    const { email, license } = row;
    const number = this.#numberOf(row, numbersAskedBy(found));
    const extension = row.extension ?? this.#lowestFree(found.asked);
    const taken = found.voice ? { number, extension, license } : { number: null, extension: null, license: null };
    const from = { importId: found.id, row: row.row };
    this.users.push({ email, ...taken, firstLicense: taken.license, from, hasPassword: found.passwords, ...untouched });
    const mails = mailsTo(from).filter((_, n) => [found.passwords, found.voice][n]);
    this.mails.push(...mails);
    if (found.holds) for (const mail of mails) this.held.add(mail);
    if (found.mailsAt !== null && found.mailsAt > Date.now()) for (const mail of mails) this.timed.add(mail);
  }

  #numberOf({ number }: Pick<ModelRow, "number">, asked: ReadonlySet<string>): string | null {
    return number !== null && isAuto(number) ? this.#choose(number, asked) : number;
  }

  #lowestFree(asked: ReadonlySet<string>): string {
    const taken = new Set(this.users.map(({ extension }) => extension));
    for (let extension = 1001; ; extension += 1) {
      if (!taken.has(String(extension)) && !asked.has(String(extension))) return String(extension);
    }
  }

  /** The end is found from the rows (I5). */
  endIfDone(found: ModelImport): void {
    if (found.state === "running" && pendingOf(found).length === 0) this.#end(found, "completed");
  }

  /** The start was answered with 202. */
  start(found: ModelImport): void {
    found.state = "running";
    this.known.accepted.push(found.id);
  }

  /** Whoever has no outcome yet is not attempted (I6). */
  stop(found: ModelImport): void {
    const created = found.rows.filter(({ outcome }) => outcome === "created").length;
    this.known.stops.push({ importId: found.id, created });
    for (const row of pendingOf(found)) row.outcome = "not_attempted";
    this.#end(found, "stopped");
  }

  /** The answer to Undo (api.md). */
  answerToUndo({ state }: ModelImport): readonly [number, string | null] {
    if (state === "undoing" || state === "undone") return [200, null];
    if (state !== "stopped" && state !== "completed") return [409, "import_not_undoable"];
    return this.active() ? [409, "import_in_progress"] : [202, null];
  }

  /** The undo was answered with 202. Messages of the run mean nothing any more. */
  undo(found: ModelImport): void {
    found.state = "undoing";
    found.sent.clear();
    found.buried.clear();
    this.known.undone.push(found.id);
    this.endIfUndone(found);
  }

  /** Removes the users whom a range created, but for those who stay for a reason (I11). */
  settleUndo(found: ModelImport, from: number, to: number): void {
    for (const row of leftOf(found, from, to)) {
      const at = this.users.findIndex((user) => user.from?.importId === found.id && user.from.row === row.row);
      row.code = whyKept(this.users[at]);
      if (row.code !== null) continue;
      row.outcome = "undone";
      this.#forget(at);
    }
    this.endIfUndone(found);
  }

  /** The end is found from the rows (I5). */
  endIfUndone(found: ModelImport): void {
    if (found.state === "undoing" && leftOf(found).length === 0) found.state = "undone";
  }

  #end(found: ModelImport, state: "completed" | "stopped"): void {
    found.state = state;
    if (found.notify) this.mails.push(`${found.id} import_finished`);
  }

  /** Creates somebody who is in no file. */
  add(user: Pick<ModelRow, "email" | "number" | "extension" | "license">, id: string): void {
    const { email, license } = user;
    const number = this.#numberOf(user, new Set());
    const extension = user.extension ?? this.#lowestFree(new Set());
    const own = { email, number, extension, license, firstLicense: license };
    this.users.push({ ...own, from: null, hasPassword: false, ...untouched });
    this.mails.push(`${id} welcome`);
  }

  deleteUser(email: string, id: string): void {
    this.known.deleted.push(id);
    const at = this.users.findIndex((user) => user.email === email);
    if (at >= 0) this.#forget(at);
  }

  /** Gives users another licence, in the order of their addresses, as long as there are any (E11); why some are left. */
  relicense(emails: readonly string[], license: "Pro" | "Basic"): readonly (string | null)[] {
    const users = emails.toSorted().flatMap((email) => this.users.find((user) => user.email === email) ?? []);
    return users.map((user) => {
      if (user.license === null) return "connect_missing";
      if (user.license === license) return null;
      if (this.used(license) >= this.totals[license]) return "no_license_available";
      user.license = license;
      return null;
    });
  }

  /** Who is gone gets no mail that was held. */
  #forget(at: number): void {
    const [gone] = this.users.splice(at, 1);
    for (const mail of mailsTo(gone?.from ?? null)) this.#letGo(mail);
  }

  /** The platform has ended the user's temporary password: nobody is mailed it any more. */
  signIn(user: ModelUser): void {
    user.signedIn = user.hasPassword;
    const [password = ""] = mailsTo(user.from);
    this.#letGo(password);
  }

  /** It waits for nothing any more. */
  #letGo(mail: string): void {
    this.held.delete(mail);
    this.timed.delete(mail);
  }

  /** The release was answered with 202: how many mails it lets go (M9). */
  release(found: ModelImport): number {
    this.#comeTime(found);
    found.holds = false;
    found.mailsAt = null;
    const released = [...this.held, ...this.timed].filter((mail) => mail.startsWith(`${found.id} `));
    for (const mail of released) this.#letGo(mail);
    return released.length;
  }

  /** The mails that wait for a time that has not come: not one of them has gone (M9). */
  waiting(): ReadonlySet<string> {
    for (const found of this.imports) this.#comeTime(found);
    return this.timed;
  }

  #comeTime({ id, mailsAt }: ModelImport): void {
    if (mailsAt === null || mailsAt > Date.now()) return;
    for (const mail of this.timed) if (mail.startsWith(`${id} `)) this.timed.delete(mail);
  }

  /** Whether the mail that an import has recorded brings a password that is none any more (M1). */
  isSuperseded(about: string): boolean {
    return this.users.some((user) => user.signedIn && mailsTo(user.from)[0] === about);
  }

  /** Whether the user has been removed for whom an import has recorded the mail (A2). */
  isOfNobody(about: string): boolean {
    return / (password|welcome)$/.test(about) && !this.users.some(({ from }) => mailsTo(from).includes(about));
  }

  /** A mail that came back is to be sent again. */
  sendAgain(about: string): void {
    this.bounced.delete(about);
    this.again.set(about, (this.again.get(about) ?? 0) + 1);
    this.known.repeats += 1;
  }
}

/** The mails to the user whom a row creates: password and Welcome; none to who comes from no import. */
function mailsTo(from: ModelUser["from"]): readonly string[] {
  return from === null ? [] : ["password", "welcome"].map((kind) => `${from.importId} ${from.row} ${kind}`);
}

/** Keeps the rows of a draft as they are, since they are changed now. */
export function keepBefore({ history, rows }: ModelImport): void {
  history.push(rows.map((row) => ({ ...row })));
}

/** The rows of a range that have no outcome yet. */
export function pendingOf({ rows }: ModelImport, from = 0, to = Number.POSITIVE_INFINITY): readonly ModelRow[] {
  return rows.filter(({ row, outcome }) => outcome === "pending" && row >= from && row <= to);
}

/** The rows of a range whose user an undo has not looked at. */
export function leftOf({ rows }: ModelImport, from = 0, to = Number.POSITIVE_INFINITY): readonly ModelRow[] {
  return rows.filter(({ row, outcome, code }) => outcome === "created" && code === null && row >= from && row <= to);
}

const untouched = { signedIn: false, department: null };

function whyKept(user: ModelUser | undefined): string | null {
  if (user === undefined) return "gone";
  if (user.signedIn) return "signed_in";
  return user.department === null && user.license === user.firstLicense ? null : "changed";
}

function isAuto(number: string): boolean {
  return number.startsWith("auto");
}

/** Numbers that rows ask for are chosen for nobody else (I14). */
function numbersAskedBy({ rows, voice }: ModelImport): ReadonlySet<string> {
  return new Set(voice ? rows.flatMap(({ number }) => (number === null || isAuto(number) ? [] : number)) : []);
}

function hasTwice(values: readonly string[]): boolean {
  return new Set(values).size < values.length;
}
