import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type Bundle, bundle, readBundle } from "../support/product/bundle.ts";

/** What is deployed, as scripts/operation/deploy.mjs bundles it, and beside it the entry of the lab, which is never deployed. */

const folder = mkdtempSync(join(tmpdir(), "muster-bundle-"));

beforeAll(async () => {
  await bundle(folder, "test/support/lab/worker.ts");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const outsideOf = (sources: readonly string[]) => sources.filter((source) => !/^(src|node_modules)\//.test(source));
/** Names of the lab and of the fault switch that survive minification: texts, and members of the global object. */
const names = ["X-Lab", "laidDown", "hang_after"];
const namesIn = ({ code }: Bundle) => names.filter((name) => code.includes(name));

test("the deployed bundle knows nothing of the fault switch: it is made of src and packages alone", () => {
  const deployed = readBundle(join(inject("stateFolder"), "bundle"));
  expect(deployed.sources.filter((source) => source.startsWith("src/")).length).toBeGreaterThan(80);
  expect(outsideOf(deployed.sources)).toEqual([]);
  expect(namesIn(deployed)).toEqual([]);
});

test("the Worker stays under 500 KB compressed, and holds of the mail library what SMTP needs alone", () => {
  const { code, sources } = readBundle(join(inject("stateFolder"), "bundle"));
  expect(gzipSync(code).length).toBeLessThan(500_000);
  const front = (source: string) => /nodemailer\/dist\/esm\/(mailer|mail-composer|dkim)\//.test(source);
  expect(sources.filter((source) => source.includes("nodemailer/dist/esm/smtp-pool/"))).not.toEqual([]);
  expect(sources.filter(front)).toEqual([]);
});

test("a bundle with the lab in it would be found out", () => {
  const lab = readBundle(folder, "worker.js");
  expect(outsideOf(lab.sources)).toContain("test/support/lab/worker.ts");
  expect(namesIn(lab)).toContain("X-Lab");
  expect(namesIn(lab)).toContain("laidDown");
});
