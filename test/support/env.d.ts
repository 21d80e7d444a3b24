/** What vitest.config.ts binds beside the Worker's own; the plugin brings no way to derive it. */
declare namespace Cloudflare {
  interface Env {
    readonly TEST_MIGRATIONS: Readonly<Record<"DIRECTORY" | "DB", import("cloudflare:test").D1Migration[]>>;
  }
}
