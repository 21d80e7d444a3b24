/** Where the door of open-worker.ts is. */
export const CHANGE_PATH = "/test/change";

/** The Worker with that door, for `serve`. */
export const OPEN_WORKER = "test/support/product/open-worker.ts";

/**
 * Changes what the databases of a server with an open Worker hold, all or nothing. It is done by the Worker: whoever wrote
 * into its files beside it would make requests fail that come at the same moment.
 */
export async function changeState(
  { origin, token }: { readonly origin: string; readonly token: string },
  statements: readonly string[],
): Promise<void> {
  const response = await fetch(`${origin}${CHANGE_PATH}`, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: JSON.stringify(statements),
  });
  if (!response.ok) throw new Error(`${statements.join("; ")}: ${response.status} ${await response.text()}`);
}
