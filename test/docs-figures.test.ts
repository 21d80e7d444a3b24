import { expect, test } from "vitest";
import { rates } from "../src/domain/access/rates.ts";
import { constantOf, sentencesOf, textOf } from "./support/documents.ts";

const spec = "docs/spec.md";
const api = "docs/api.md";
const operations = "docs/operations.md";
const [SECOND, HOUR, DAY] = [1_000, 3_600_000, 86_400_000];

/** The figure of a constant, in a unit of its own. */
const n = (name: string, unit = 1) => (constantOf(name) / unit).toLocaleString("en");
const words = ["", "one", "two", "three", "four", "five"];

/** What documents say in figures, made of the constants that decide it. */
const figures: readonly (readonly [document: string, sentence: string])[] = [
  [spec, `at most 2 MB (${n("MAX_FILE_BYTES")} bytes)`],
  [spec, `**F2** A file has at most ${n("MAX_ROWS")} users`],
  ["README.md", `up to ${n("MAX_ROWS")} users`],
  [spec, `cut at ${n("MAX_VALUE_SHOWN")} characters`],
  [spec, `have 1 to ${n("MAX_NAME")} characters`],
  [spec, `At most ${n("MOST_HEADER_PROBLEMS")} unknown or doubled headers`],
  [spec, `the same values of the file, up to ${words[constantOf("MOST_SHOWN", "askEncoding")]}, as it reads them`],
  [spec, `at most ${constantOf("MOST_REMEMBERED", "remembered_columns")}, the oldest going first`],
  [spec, `at most ${n("MAX_LOCAL_BYTES")} octets`],
  [spec, `Over ${n("MAX_EMAIL_BYTES")} octets in all`],
  [spec, `at most ${n("MAX_TIME_ZONE")} characters`],
  [spec, `ranges of ${n("CHUNK_ROWS")} rows`],
  [spec, `password: ${n("LENGTH")} characters of an unambiguous alphabet`],
  [spec, `valid for ${n("PASSWORD_VALID_DAYS")} days`],
  [spec, `at most ${n("MAILS_PER_MINUTE_TO_ONE")} passwords of an account in a minute`],
  [spec, `${n("MOST_ATTEMPTS")} times in all, after ${n("MAIL_RETRY_SECONDS")} seconds`],
  [spec, `the first ${n("MAIL_REASONS")} reasons`],
  [spec, `pages of ${n("PER_PAGE")}`],
  [spec, `password (${n("PASSWORD_LEAST")} to ${n("PASSWORD_MOST")} characters`],
  [spec, `in this session within ${n("PROOF_MINUTES")} minutes`],
  [spec, `a code must be given within ${n("FACTOR_MINUTES")} minutes`],
  [spec, `Second factors can be added, up to ${n("MOST_FACTORS")}:`],
  [spec, `After ${rates.codes.person} wrong codes of one person in ${n("RATE_MINUTES")} minutes`],
  [spec, `after ${n("SIGNED_IN_IDLE_MINUTES")} minutes without use`],
  [spec, `Mails are kept ${n("MAIL_DAYS")} days after they were sent`],
  [spec, `Events (W1) are kept ${n("EVENT_DAYS")} days`],
  [operations, `Mails that were sent, cancelled or given up | ${n("MAIL_DAYS")} days`],
  [spec, `nor deleted before ${n("AUDIT_DAYS")} days have passed`],
  [spec, `expire (after ${n("TOKEN_DAYS")} days`],
  [spec, `once, for ${n("INVITATION_DAYS")} days`],
  [spec, `once, for ${n("RESET_HOURS")} hour`],
  [
    spec,
    `sign-ins: ${rates.passwords.addressAndEmail} per e-mail and client address, and ${rates.passwords.address} per client address, in ${n("RATE_MINUTES")} minutes`,
  ],
  [spec, `temporary passwords: ${rates.temporary_passwords.user} per user in ${n("RATE_MINUTES")} minutes`],
  [spec, `Uploads: ${rates.uploads.account} per account in ${n("RATE_MINUTES")} minutes`],
  [spec, `Mails: ${n("MAILS_PER_DAY")} per account and day of UTC`],
  [spec, `nobody touched for ${n("DRAFT_DAYS")} days go, and beyond ${n("DRAFTS_PER_ACCOUNT")} per account`],
  [api, `at most ${n("MAX_TYPES")} types`],
  [api, `at most ${n("MAX_NUMBERS_PARKED")}: parks them`],
  [api, `at most ${constantOf("MAX_CORRECTIONS_BYTES", "drafts.answer(") / 1_024} KB`],
  [api, `JSON of at most ${n("MAX_JSON_BYTES", 1_048_576)} MB`],
  [api, `1 to ${n("MAX_LIMIT")} (default ${n("DEFAULT_LIMIT")})`],
  [api, `kept ${n("KEPT_MS", HOUR)} hours per account`],
  [api, `not answered for ${n("ANSWERED_WITHIN_MS", SECOND)} seconds`],
  [api, `After ${rates.temporary_passwords.user} failures of a user in ${n("RATE_MINUTES")} minutes`],
  [operations, `\`MAILS_PER_DAY\` | ${constantOf("MAILS_PER_DAY")} `],
  [operations, `\`MAILS_PER_MINUTE_TO_ONE\` | ${n("MAILS_PER_MINUTE_TO_ONE")} `],
  [operations, `\`MAIL_RETRY_SECONDS\` | ${n("MAIL_RETRY_SECONDS")} `],
  [operations, `Drafts that nobody touched | ${n("DRAFT_DAYS")} days`],
  [operations, `An upload without an import | ${n("YOUNG_MS", HOUR)} hour`],
  [operations, `Idempotency keys | ${n("KEPT_MS", DAY)} day`],
];

test.each(figures)("%s says in the figures of the code: %s", (document, sentence) => {
  expect(sentencesOf(document)).toContain(sentence);
});

test("what documents say of wrangler.toml is what stands there", () => {
  const config = textOf("wrangler.toml");
  const [, limit, period] = /simple = \{ limit = (\d+), period = (\d+) \}/.exec(config) ?? [];
  expect(period).toBe("60");
  expect(sentencesOf(spec)).toContain(`first fence of ${limit} a minute`);
  expect(sentencesOf(api)).toContain(`More than ${limit} of these in a minute`);
  expect(config).toContain('crons = ["*/5 * * * *"]');
  expect(sentencesOf(operations)).toContain("runs every 5 minutes");
});
