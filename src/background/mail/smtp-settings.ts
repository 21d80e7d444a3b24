export type SmtpSettings = {
  readonly host: string;
  readonly port: number;
  /** From the first byte, after STARTTLS and never without it, or not at all. */
  readonly secure: "tls" | "starttls" | "none";
  readonly user: string | null;
  readonly password: string;
};

const ports = { tls: 465, starttls: 587, none: 25 } as const;

/**
 * Reads the deployment's SMTP settings; null when they name no server, or a way that would send passwords readable
 * over the network: "none" is for a server on the same machine, in development.
 */
export function smtpSettings(env: Env): SmtpSettings | null {
  const secure = env.SMTP_SECURE || "tls";
  if (secure !== "tls" && secure !== "starttls" && secure !== "none") return null;
  if (secure === "none" && env.ENVIRONMENT !== "development") return null;
  const port = env.SMTP_PORT ? Number(env.SMTP_PORT) : ports[secure];
  if (!env.SMTP_HOST || !Number.isInteger(port)) return null;
  return { host: env.SMTP_HOST, port, secure, user: env.SMTP_USER || null, password: env.SMTP_PASSWORD ?? "" };
}
