/** Limits and times that are rules of Muster, each with its unit. */

/** F1, counted before and after decompression. */
export const MAX_FILE_BYTES = 2_097_152;
/** F2. */
export const MAX_ROWS = 1_000;
/** Characters of a text that one step of a bulk change puts into cells, and of what it makes of them (I13). */
export const MAX_BULK_TEXT = 4_000;
/** Steps of a bulk change (I13). */
export const MAX_BULK_STEPS = 20;
/** Users of one act (E11). */
export const MAX_BULK_USERS = 1_000;
/** Days that a draft is kept which nobody touches, or which was thrown away (S9, E15). */
export const DRAFT_DAYS = 7;
/** Beyond these an account keeps the drafts that were touched last (S9). */
export const DRAFTS_PER_ACCOUNT = 20;
/** Changes of a draft that are kept (I12). */
export const CHANGES_KEPT = 100;
/** Characters of what the changes of a draft have replaced, beyond which the oldest go as well (I12). */
export const CHANGES_SIZE = 16_000_000;
/** A problem shows at most so many characters of a value. */
export const MAX_VALUE_SHOWN = 200;
/** Rows of one chunk: one queue message, one read batch and one write batch. */
export const CHUNK_ROWS = 100;
/** An import or undo of so many rows at most leaves by a queue of its own (I2). */
export const FEW_ROWS = 50;
/** Mails of one mail message. */
export const MAILS_PER_MESSAGE = 100;
/** So many due mails of an account at most leave by a queue of their own (M10). */
export const FEW_MAILS = 50;
/** Mails of an account in a day of UTC (S6), unless configured. */
export const MAILS_PER_DAY = 5_000;
/** Password mails of an account to one address that is not the user's own, in a minute (M2), unless configured. */
export const MAILS_PER_MINUTE_TO_ONE = 50;
/** The wait after a mail's first failed try (seconds), which doubles each time (M4), unless configured. */
export const MAIL_RETRY_SECONDS = 15;
/** Reasons that stand in the mail of an import's end (M6). */
export const MAIL_REASONS = 5;
/** A call to D1, R2, a queue or an object that has not answered for so long counts as lost (milliseconds). */
export const CALL_TIMEOUT_MS = 10_000;
/** A mail system that has not answered for so long counts as passing trouble (milliseconds). */
export const MAIL_TIMEOUT_MS = 8_000;
/** Days in which a temporary password can be used, from the moment its mail was accepted (M1). */
export const PASSWORD_VALID_DAYS = 7;
/** So long does the link of an invitation work, and so long the one to choose a new password. */
export const INVITATION_DAYS = 7;
export const RESET_HOURS = 1;
/** What another system calls a user (T6). */
export const MAX_EXTERNAL_ID = 128;
/** Names of licence types and locations (spec 1). */
export const MAX_NAME = 128;
/** Licences of one type. */
export const MAX_LICENSES = 1_000_000;
/** Licence types of an account. */
export const MAX_TYPES = 200;
/** Numbers that are parked in one call. */
export const MAX_NUMBERS_PARKED = 10_000;
/** Characters of a location's address. */
export const MAX_ADDRESS = 1_000;
/** A session that is not used for so long ends (S1). */
export const SIGNED_IN_IDLE_MINUTES = 30;
/** A session ends so long after it began, however much it is used (S1). */
export const SIGNED_IN_HOURS = 12;
/** So many minutes after somebody gave their password they need not give it again for what lets others in (S1). */
export const PROOF_MINUTES = 10;
/** So many minutes after their password somebody may give their second factor (S1). */
export const FACTOR_MINUTES = 10;
/** Second factors of a person (S1). */
export const MOST_FACTORS = 10;
/** A browser in which somebody has signed in is known for so many days (S6). */
export const BROWSER_DAYS = 90;
/** A token works for so many days unless told otherwise (S2). */
export const TOKEN_DAYS = 90;

/** An import's mails may wait so many days for their time (M9). */
export const MAX_MAIL_DAYS_AHEAD = 90;
/** A mail is kept for so many days after it was sent, cancelled or given up (O5). */
export const MAIL_DAYS = 90;
/** An event is kept for so many days, or as long as the rows of an import are, if that is shorter (O5). */
export const EVENT_DAYS = 30;
/** So long is known by which name the mail system has taken a mail: later than that none comes back (M11). */
export const RECEIPT_DAYS = 14;
/** Webhooks of an account (W3). */
export const MAX_WEBHOOKS = 10;
/** So long does the secret before a rotation sign besides the new one (hours). */
export const ROTATION_HOURS = 24;
/** A webhook at which nothing has arrived for so long is switched off (days). */
export const WEBHOOK_FAILING_DAYS = 3;
/** A receiver that has not answered for so long has not taken the event (milliseconds). */
export const WEBHOOK_TIMEOUT_MS = 10_000;
/** Deliveries of one message: as many calls as a Worker holds open at once. */
export const DELIVERIES_PER_MESSAGE = 5;
/** An entry of the audit is kept for so many days, whatever becomes of its account (S8). */
export const AUDIT_DAYS = 400;
