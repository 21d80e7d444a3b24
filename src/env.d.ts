/** The bindings of wrangler.toml and the secrets of the deployment. */
interface Env {
  readonly DB: D1Database;
  readonly UPLOADS: R2Bucket;
  readonly COORDINATORS: DurableObjectNamespace<import("./background/run/import-coordinator.ts").ImportCoordinator>;
  readonly ROWS: Queue<import("./background/messages.ts").ChunkMessage>;
  readonly MAILS: Queue<import("./background/messages.ts").MailMessage>;
  readonly MAIL: SendEmail;
  readonly ASSETS: Fetcher;
  readonly GUESS_LIMIT: RateLimit;
  /** Where people reach Muster, without a slash at the end; empty: what the request says. */
  readonly PUBLIC_ORIGIN: string;
  readonly MAIL_FROM: string;
  /** Where created users sign in; stands in their mails unless empty. */
  readonly SERVICE_URL: string;
  /** How mails leave: "smtp", or by the binding MAIL. */
  readonly MAIL_TRANSPORT?: string;
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
  readonly OPERATOR_TOKEN: string;
  /** The operator token that is being replaced, while both are valid. */
  readonly OPERATOR_TOKEN_PREVIOUS?: string;
  /** Where set, the only token for password checks and PINs (S3). */
  readonly PLATFORM_TOKEN?: string;
  readonly MASTER_SECRET: string;
  /** "development" only in .dev.vars. */
  readonly ENVIRONMENT?: string;
}

declare namespace Cloudflare {
  interface Env extends globalThis.Env {}
}
