import { isActive, isDraft } from "../../../src/domain/import/import.ts";
import { pauseReasonOf } from "../../../src/domain/mail/pause.ts";
import { groupBy, type Observation, repeated, type Sent, type Stored, type StoredMail } from "./observation.ts";

/** M4: each mail is recorded once and sent at least once; what is sent again is the same mail. */
export function checkMails({ stored, later, known, outbox }: Observation): readonly string[] {
  const undone = stored.rows.flatMap(({ outcome, user }) => (outcome === "undone" && user !== null ? [user] : []));
  const deleted = new Set([...(known.deleted ?? []), ...undone]);
  return [
    ...checkRecordedOnce(stored.mails),
    ...checkSubjects(stored, deleted),
    ...checkNoneMissing(stored, new Set(known.accepted)),
    ...checkHeld(stored),
    ...checkPaused(stored.mails),
    ...checkBounced(stored.mails),
    ...checkSentOnes(stored.mails, outbox),
    ...checkOutbox(later.mails, outbox),
    ...checkRepeats(outbox, known.repeats ?? 0),
    ...(known.ended === "mails" ? stored.mails.filter(({ state }) => state === "pending").map(sayWaiting) : []),
  ];
}

function checkRecordedOnce(mails: readonly StoredMail[]): readonly string[] {
  const ofUsers = mails.filter(({ user, kind }) => user !== null && (kind === "password" || kind === "welcome"));
  const ofImports = mails.filter(({ kind }) => kind === "import_finished");
  return [
    ...repeated(ofUsers, ({ user, kind, version }) => `${kind} mail of version ${version} to ${user}`),
    ...repeated(ofImports, ({ importId, kind }) => `${kind} mail about ${importId}`),
  ].map((what) => `one mail per user and kind: the ${what} is recorded twice`);
}

/** Nobody who was not committed gets a mail; the mails of a user who was deleted, or undone, wait no longer (A2, I11). */
function checkSubjects({ users, mails }: Stored, deleted: ReadonlySet<string>): readonly string[] {
  const known = new Set(users.map(({ id }) => id));
  return mails.flatMap(({ id, user, state }) => {
    if (user === null || known.has(user)) return [];
    if (!deleted.has(user)) return [`no mail for nobody: ${id} is recorded for ${user}, who does not exist`];
    return state === "pending" || state === "held"
      ? [`no mail for nobody: ${id} still waits, though ${user} was deleted`]
      : [];
  });
}

/** M9: mails are held as long as their import holds them, and not a moment longer. */
function checkHeld({ imports, mails }: Stored): readonly string[] {
  const holding = new Set(imports.flatMap(({ id, holds }) => (holds ? id : [])));
  return mails.flatMap(({ id, kind, importId, state }) => {
    const isHeld = holding.has(importId ?? "") && (kind === "password" || kind === "welcome");
    if (state === "held" && !isHeld) return [`held mails: ${id} is held, and nobody holds it`];
    return isHeld && state !== "held" && state !== "cancelled"
      ? [`held mails: ${id} is ${state}, though nobody has released it`]
      : [];
  });
}

/** Every user of an import that was accepted has the mails that its options ask for. */
function checkNoneMissing({ silent, imports, users, mails }: Stored, accepted: ReadonlySet<string>): readonly string[] {
  const recorded = new Set(mails.map(({ kind, user }) => `${kind} ${user}`));
  const finished = new Set(mails.filter(({ kind }) => kind === "import_finished").map(({ importId }) => importId));
  return imports
    .filter(({ id }) => accepted.has(id))
    .flatMap(({ id, state, passwords, notify }) => [
      ...users
        .filter(({ importId }) => importId === id)
        .flatMap((user) => [
          ...(passwords === "none" ? [] : [`password ${user.id}`]),
          ...(user.connect && !silent ? [`welcome ${user.id}`] : []),
        ])
        .filter((mail) => !recorded.has(mail))
        .map((mail) => `no mail lost: the mail ${mail} was never recorded`),
      ...(notify && !isActive(state) && !isDraft(state) && !finished.has(id)
        ? [`no mail lost: nobody is told that ${id} has ended`]
        : []),
    ]);
}

/** M11: where no mail goes, none fails for it. */
function checkPaused(mails: readonly StoredMail[]): readonly string[] {
  const saysPause = (reason: string) =>
    pauseReasonOf({ kind: "passing", reason }, { slow: 0, isProbe: false }) !== null;
  return mails
    .filter(({ state, error }) => state === "failed" && error !== null && saysPause(error))
    .map(({ id, error }) => `pauses fail nothing: ${id} has failed for ${error}`);
}

/** M11: what came back had gone. */
function checkBounced(mails: readonly StoredMail[]): readonly string[] {
  return mails
    .filter(({ state, went }) => state === "bounced" && !went)
    .map(({ id }) => `bounced mails: ${id} came back, and is not recorded as sent`);
}

function checkSentOnes(mails: readonly StoredMail[], outbox: readonly Sent[]): readonly string[] {
  const out = new Set(outbox.map(({ id }) => id));
  return mails
    .filter(({ id, state }) => (state === "sent" || state === "bounced") && !out.has(id))
    .map(({ id }) => `no mail lost: ${id} is recorded as sent, and was not`);
}

function checkOutbox(mails: readonly StoredMail[], outbox: readonly Sent[]): readonly string[] {
  const recorded = new Set(mails.map(({ id }) => id));
  return outbox
    .filter(({ id }) => !recorded.has(id))
    .map(({ id, kind, to }) => `no mail for nobody: ${id} (${kind}) was sent to ${to}, and nobody has recorded it`);
}

/** How many sendings were repetitions. */
export function countRepeats(outbox: readonly Sent[]): number {
  return outbox.length - new Set(outbox.map(({ id }) => id)).size;
}

function checkRepeats(outbox: readonly Sent[], most: number): readonly string[] {
  const repeats = countRepeats(outbox);
  const words = ({ kind, to, from, subject, text }: Sent) => JSON.stringify([kind, to, from, subject, text]);
  return [
    ...(repeats > most ? [`few repetitions: ${repeats} mails were sent again, at most ${most} may be`] : []),
    ...[...groupBy(outbox, ({ id }) => id)]
      .filter(([, sent]) => new Set(sent.map(words)).size > 1)
      .map(([id]) => `identical repetitions: ${id} was sent twice with different words`),
  ];
}

function sayWaiting({ id }: StoredMail): string {
  return `nothing stuck: ${id} still waits to be sent`;
}
