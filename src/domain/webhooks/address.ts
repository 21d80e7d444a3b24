const LONGEST = 2_000;

/** A name on the public internet as a URL writes it; no address in numbers passes, however it is written. */
const PUBLIC =
  /^https:\/\/(?<host>(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9])(?::[0-9]{1,5})?(?:[/?][!-~]*)?$/i;
/** This machine, under its name. */
const OWN = /^http:\/\/localhost(?::[0-9]{1,5})?(?:[/?][!-~]*)?$/i;

/** Names that mean something only inside a network, or nothing at all. */
const INTERNAL = [
  "localhost",
  "local",
  "internal",
  "intranet",
  "private",
  "lan",
  "home",
  "corp",
  "arpa",
  "test",
  "invalid",
  "onion",
];

/**
 * Tells whether events may be sent to an address (W4): https, a name of the public internet, no credentials and no
 * fragment. In development also http on this machine.
 */
export function isWebhookAddress(url: string, isDevelopment: boolean): boolean {
  if (url.length > LONGEST || url.includes("#") || url.includes("\\")) return false;
  if (isDevelopment && OWN.test(url)) return true;
  const host = PUBLIC.exec(url)?.groups?.host?.toLowerCase();
  return host !== undefined && !INTERNAL.includes(host.slice(host.lastIndexOf(".") + 1));
}
