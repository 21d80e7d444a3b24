/** Writes what is installed as CycloneDX to .state/sbom.json: npm run sbom. */
import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../lib/paths.mjs";

type Bom = {
  readonly bomFormat?: string;
  readonly specVersion?: string;
  readonly components?: readonly { readonly purl?: string }[];
};

const made = execFileSync("npm", ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"], {
  cwd: root,
  encoding: "utf8",
  maxBuffer: 64 * 1_048_576,
});
const { bomFormat, specVersion, components = [] }: Bom = JSON.parse(made);
const unnamed = components.filter(({ purl }) => !purl?.startsWith("pkg:npm/"));
if (bomFormat !== "CycloneDX" || !specVersion || components.length === 0 || unnamed.length > 0)
  throw new Error("what npm has written is no list of packages in CycloneDX");
const folder = join(root, ".state");
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "sbom.json"), made);
console.log(`${components.length} packages, CycloneDX ${specVersion}: .state/sbom.json`);
