import type { Configuration } from "../../src/domain/configuration.ts";

/** Reads the texts of [vars] in a wrangler.toml. */
export function variablesOf(toml: string): Readonly<Record<string, string>> {
  const lines = (/^\[vars\]\s*$([\s\S]*?)(?=^\[|$(?![\s\S]))/m.exec(toml)?.[1] ?? "").split("\n");
  const pairs = lines.map((line) => /^\s*([A-Z_]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(line));
  return Object.fromEntries(pairs.flatMap((pair) => (pair ? [[pair[1], pair[2] ?? pair[3] ?? ""]] : [])));
}

/** What is known of a deployment from outside: what its variables hold, and which secrets it has. */
export function deployedConfiguration(
  variables: Readonly<Record<string, string>>,
  secrets: readonly string[],
): Configuration {
  return { ...variables, ...Object.fromEntries(secrets.map((name) => [name, true])) };
}
