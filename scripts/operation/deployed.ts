import type { Configuration } from "../../src/domain/configuration.ts";

/** What is known of a deployment from outside: what its variables hold, and which secrets it has. */
export function deployedConfiguration(
  variables: Readonly<Record<string, string>>,
  secrets: readonly string[],
): Configuration {
  return { ...variables, ...Object.fromEntries(secrets.map((name) => [name, true])) };
}
