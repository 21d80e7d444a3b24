import { env } from "cloudflare:workers";
import { readMeters } from "../../../src/platform/meters.ts";
import { call } from "../site/http.ts";
import { type ParsedSample, parseOpenMetrics } from "./openmetrics.ts";

/** Everything that the Worker measures at this moment, by the name of each sample with its labels. */
export async function scrape(): Promise<ReadonlyMap<string, number>> {
  // What a test has done with parts of the Worker that it has loaded for itself is told as well.
  await readMeters(env);
  const { text } = await call("GET", "/api/v1/metrics");
  const samples = [...parseOpenMetrics(text).values()].flatMap((family) => family.samples);
  return new Map(samples.map((sample) => [nameOf(sample), sample.value]));
}

function nameOf({ name, labels }: ParsedSample): string {
  const pairs = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return pairs.length === 0 ? name : `${name}{${pairs.join(",")}}`;
}

/** Tells by how much samples have risen through what is done; one that is not there counts as 0. */
export async function risen(names: readonly string[], doing: () => Promise<unknown>): Promise<readonly number[]> {
  const before = await scrape();
  await doing();
  const after = await scrape();
  return names.map((name) => Number(((after.get(name) ?? 0) - (before.get(name) ?? 0)).toFixed(6)));
}
