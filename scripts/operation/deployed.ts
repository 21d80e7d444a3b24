import { type Configuration, otherDoors } from "../../src/domain/configuration.ts";
import type { Template } from "./environment.ts";

/** Which doors beside PUBLIC_ORIGIN a deployment opens: each that is not closed, as wrangler may open it by itself. */
export function openDoors(config: Pick<Template, (typeof otherDoors)[number]>): Readonly<Record<string, string>> {
  return Object.fromEntries(otherDoors.map((door) => [door, String(config[door] !== false)]));
}

/** What is known of a deployment from outside: what its variables hold, and which secrets it has. */
export function deployedConfiguration(
  variables: Readonly<Record<string, string>>,
  secrets: readonly string[],
): Configuration {
  return { ...variables, ...Object.fromEntries(secrets.map((name) => [name, true])) };
}
