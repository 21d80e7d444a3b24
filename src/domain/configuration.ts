/** The secrets that a deployment must have, and those that it may have. */
export const neededSecrets = ["MASTER_SECRET", "OPERATOR_TOKEN"] as const;
export const furtherSecrets = [
  "MASTER_SECRET_PREVIOUS",
  "OPERATOR_TOKEN_PREVIOUS",
  "PLATFORM_TOKEN",
  "PLATFORM_TOKEN_PREVIOUS",
] as const;
const otherSettings = [
  "PUBLIC_ORIGIN",
  "MAIL_FROM",
  "ENVIRONMENT",
  "ACCESS_TEAM",
  "ACCESS_AUDIENCE",
  "REQUIRE_FACTOR",
] as const;

/** What makes a deployment safe or not. */
export const settings = [...neededSecrets, ...furtherSecrets, ...otherSettings] as const;
/** Doors beside PUBLIC_ORIGIN, which only `npm run deploy` can see. */
export const otherDoors = ["workers_dev", "preview_urls"] as const;
export type Setting = (typeof settings)[number] | (typeof otherDoors)[number];

/** The values of settings; `true` stands for a secret that is set, and that nobody can read. */
export type Configuration = { readonly [S in Setting]?: string | true };

/** One thing that is unsafe about a configuration (S12); the value is never told. */
export type ConfigurationFault = {
  readonly setting: Setting;
  readonly fault:
    | "missing"
    | "short"
    | "published"
    | "repeated"
    | "same"
    | "open"
    | "no_origin"
    | "no_sender"
    | "development"
    | "no_team"
    | "no_audience"
    | "no_switch";
};

const LEAST_CHARACTERS = 32;
/** Fewer different signs than this stand in nothing that was made at random. */
const LEAST_SIGNS = 8;

/** The secrets of .dev.vars.example, which everybody can read. */
const PUBLISHED = ["operator-dev-token", "development-only-secret-of-at-least-32-characters"];

/** Tells whether this is somebody's own machine, where S12 does not hold. */
export function isDevelopment({ ENVIRONMENT }: Pick<Configuration, "ENVIRONMENT">): boolean {
  return ENVIRONMENT === "development";
}

/** Finds everything for which a configuration must not serve anybody outside development (S12). */
export function checkConfiguration(given: Configuration): readonly ConfigurationFault[] {
  return [
    ...neededSecrets.flatMap((setting) => faultOfSecret(setting, given[setting] || undefined) ?? []),
    // Optional: empty is as good as not set.
    ...furtherSecrets.flatMap((setting) => (given[setting] ? (faultOfSecret(setting, given[setting]) ?? []) : [])),
    ...(isOrigin(given.PUBLIC_ORIGIN) ? [] : [{ setting: "PUBLIC_ORIGIN", fault: "no_origin" } as const]),
    ...(isSender(given.MAIL_FROM) ? [] : [{ setting: "MAIL_FROM", fault: "no_sender" } as const]),
    ...sameSecrets(given),
    ...otherDoors.flatMap((setting) => (given[setting] === "true" ? [{ setting, fault: "open" } as const] : [])),
    ...faultsOfAccess(given),
    ...faultsOfSwitch(given),
    ...(given.ENVIRONMENT === "development" || given.ENVIRONMENT === true
      ? [{ setting: "ENVIRONMENT", fault: "development" } as const]
      : []),
  ];
}

function faultOfSecret(setting: Setting, value: string | true | undefined): ConfigurationFault | null {
  if (value === true) return null;
  if (value === undefined) return { setting, fault: "missing" };
  if (PUBLISHED.includes(value.trim())) return { setting, fault: "published" };
  if (value.trim().length < LEAST_CHARACTERS) return { setting, fault: "short" };
  return new Set(value.trim()).size < LEAST_SIGNS ? { setting, fault: "repeated" } : null;
}

/** Secrets for different people must differ: whoever has one would have the other. */
function sameSecrets(given: Configuration): readonly ConfigurationFault[] {
  const secrets = ["MASTER_SECRET", "OPERATOR_TOKEN", "PLATFORM_TOKEN"] as const;
  return secrets.flatMap((setting, at) => {
    const value = given[setting];
    const isTaken =
      typeof value === "string" && value !== "" && secrets.slice(0, at).some((one) => given[one] === value);
    return isTaken ? [{ setting, fault: "same" } as const] : [];
  });
}

/** Either both are set, or neither: with one alone nobody would know whether Access is asked. */
function faultsOfAccess({
  ACCESS_TEAM: team,
  ACCESS_AUDIENCE: audience,
}: Configuration): readonly ConfigurationFault[] {
  if (!team && !audience) return [];
  return [
    ...(isOrigin(team) ? [] : [{ setting: "ACCESS_TEAM", fault: "no_team" } as const]),
    ...(audience ? [] : [{ setting: "ACCESS_AUDIENCE", fault: "no_audience" } as const]),
  ];
}

/** Whoever writes "yes" would not learn that it switches nothing on. */
function faultsOfSwitch({ REQUIRE_FACTOR: given }: Configuration): readonly ConfigurationFault[] {
  const isKnown = !given || given === true || given === "true" || given === "false";
  return isKnown ? [] : [{ setting: "REQUIRE_FACTOR", fault: "no_switch" }];
}

/** An origin as links in mails begin: https, a host, and nothing behind it. */
function isOrigin(value: string | true | undefined): boolean {
  return typeof value === "string" && /^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::[0-9]{1,5})?$/i.test(value);
}

/** An address of a domain that can be the operator's: those of RFC 2606 are nobody's. */
function isSender(value: string | true | undefined): boolean {
  const domain = typeof value === "string" ? /^[^\s@]+@([a-z0-9-]+(?:\.[a-z0-9-]+)+)$/i.exec(value)?.[1] : undefined;
  return domain !== undefined && !/(?:^|\.)example\.(?:com|net|org)$/i.test(domain);
}
