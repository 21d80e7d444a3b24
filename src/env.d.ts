/**
 * What the Worker is given beside worker-configuration.d.ts, which wrangler makes from wrangler.toml: secrets, and variables
 * that may be missing. `wrangler types` would take them from the .dev.vars of the machine that it runs on.
 */
interface SecretsAndOptions {
  readonly OPERATOR_TOKEN: string;
  /** The operator token that is being replaced, while both are valid. */
  readonly OPERATOR_TOKEN_PREVIOUS?: string;
  /** Where set, the only token for password checks and PINs (S3). */
  readonly PLATFORM_TOKEN?: string;
  /** The token before that, while both are valid. */
  readonly PLATFORM_TOKEN_PREVIOUS?: string;
  readonly MASTER_SECRET: string;
  /** The secret before that: what it has sealed is opened, and sealed anew (S11). */
  readonly MASTER_SECRET_PREVIOUS?: string;
  /** Where both are set, whom Cloudflare Access vouches for need not sign in: the address of the team, and the application's tag. */
  readonly ACCESS_TEAM?: string;
  readonly ACCESS_AUDIENCE?: string;
  /** "true": everybody must have a second factor (S1). */
  readonly REQUIRE_FACTOR?: string;
  /** "development" only in .dev.vars. */
  readonly ENVIRONMENT?: string;
  readonly SMTP_HOST?: string;
  readonly SMTP_PORT?: string;
  /** "tls", "starttls", or in development "none". */
  readonly SMTP_SECURE?: string;
  readonly SMTP_USER?: string;
  readonly SMTP_PASSWORD?: string;
  /** Limits and times in place of those of domain/limits.ts. */
  readonly MAILS_PER_DAY?: string;
  readonly MAILS_PER_MINUTE_TO_ONE?: string;
  readonly MAIL_RETRY_SECONDS?: string;
  readonly WEBHOOK_RETRY_SECONDS?: string;
  /** How long a move waits until nobody believes the account elsewhere (O6); 65 unless a test needs less. */
  readonly MOVE_WAIT_SECONDS?: string;
  /** "debug", "info", "warn" or "error"; "info" unless it is one of them. */
  readonly LOG_LEVEL?: string;
}

interface Env extends SecretsAndOptions {}

declare namespace Cloudflare {
  interface Env extends SecretsAndOptions {}
}
