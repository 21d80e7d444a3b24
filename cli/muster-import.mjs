#!/usr/bin/env node
/** Muster's command line: npm exec --no muster-import -- --help. What it promises stands in docs/command-line.md. */
import { run } from "./lib/run.mjs";

// Whoever reads may have had enough: `muster-import rows … | head`.
process.stdout.on("error", (error) => process.exit("code" in error && error.code === "EPIPE" ? 0 : 1));
process.exitCode = await run(process.argv.slice(2), process.env);
