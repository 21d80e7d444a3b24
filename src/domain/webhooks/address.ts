const LONGEST = 2_000;

/** A name on the public internet as a URL writes it; no address in numbers passes, however it is written. */
const PUBLIC =
  /^https:\/\/(?<host>(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9])(?::(?<port>[0-9]{1,5}))?(?:[/?][!-~]*)?$/i;
/** This machine, under its name. */
const OWN = /^http:\/\/localhost(?::(?<port>[0-9]{1,5}))?(?:[/?][!-~]*)?$/i;

/** The longest name that there can be, and the highest port. */
const LONGEST_NAME = 253;
const HIGHEST_PORT = 65_535;

/**
 * Last parts of names that mean something only inside a network, or nothing at all: kept for that by IANA and ICANN, and those
 * that routers, clusters and containers give out by themselves.
 */
const INTERNAL = [
  ...["localhost", "local", "internal", "intranet", "private", "lan", "home", "corp", "mail", "arpa"],
  ...["test", "invalid", "onion", "alt"],
  ...["localdomain", "domain", "workgroup", "intra", "priv", "consul", "svc", "docker"],
];

/**
 * Tells whether events may be sent to an address (W4): https, a name of the public internet, no credentials and no
 * fragment. In development also http on this machine.
 */
export function isWebhookAddress(url: string, isDevelopment: boolean): boolean {
  if (url.length > LONGEST || url.includes("#") || url.includes("\\")) return false;
  const own = isDevelopment ? OWN.exec(url) : null;
  if (own) return isPort(own.groups?.port ?? "80");
  const { host = "", port = "443" } = PUBLIC.exec(url)?.groups ?? {};
  const isReachable = host !== "" && host.length <= LONGEST_NAME && isPort(port);
  return isReachable && !INTERNAL.includes(host.slice(host.lastIndexOf(".") + 1).toLowerCase());
}

function isPort(text: string): boolean {
  return Number(text) >= 1 && Number(text) <= HIGHEST_PORT;
}
