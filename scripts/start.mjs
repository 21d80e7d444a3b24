/**
 * npm start: the whole system on this machine, without an account anywhere, and without the network once it is installed.
 * PORT (8787) and STATE_DIR (.state) may be set, so that several can run at once; VERBOSE=1 shows the Worker's own lines.
 */
import { makeDemo } from "./demo.mjs";
import { follow } from "./lib/follow.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { account, administrator } from "./lib/inventory.mjs";
import { migrate } from "./lib/migrate.mjs";
import { main, Problem, settings } from "./lib/paths.mjs";
import { isFree } from "./lib/ports.mjs";
import { devVars, ensureDevVars } from "./lib/prepare.mjs";
import { serve, tail } from "./lib/server.mjs";

await main(async () => {
  const { port, stateDir, verbose } = settings();
  ensureInstalled();
  ensureDevVars();
  if (!(await isFree(port))) throw new Problem(`Port ${port} is in use. Choose another: PORT=${port + 1} npm start`);
  console.log("Starting …");
  // Until there is a server, leaving is enough: what was started looks after itself (orphan-guard.mjs).
  const leave = onLeave();
  await migrate(stateDir);
  const server = await serve({ port, stateDir });
  leave.first = server.stop;
  server.ended.then((code) => leave.began || failed(server, code));
  if (verbose) follow(server.log, (line) => line.startsWith("{") && console.log(line));
  await greet(server.origin, devVars().OPERATOR_TOKEN ?? "");
});

/** @param {string} origin @param {string} token */
async function greet(origin, token) {
  if (await makeDemo(origin, token)) console.log(`Made the demo account "${account.name}".`);
  const url = `${origin}/api/v1/accounts/${account.id}/imports?filename=users-20.csv`;
  console.log(`
  Muster    ${origin}
  Sign in   ${administrator.email}  ${administrator.password}
  Stop      Ctrl-C

Import 20 users from the command line:

  curl -H "Authorization: Bearer ${token}" -H "Content-Type: text/csv" --data-binary @test/samples/users-20.csv "${url}"
`);
}

/** Ends the script on Ctrl-C, on a signal, and when the npm that runs it is gone; what `first` does comes before. */
function onLeave() {
  /** @type {{ began: boolean, first: (() => Promise<unknown>) | undefined }} */
  const leave = { began: false, first: undefined };
  const go = async () => {
    if (leave.began) return;
    leave.began = true;
    await leave.first?.();
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, go);
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && go(), 1000).unref();
  return leave;
}

/** @param {import("./lib/server.mjs").Server} server @param {number} code */
function failed(server, code) {
  console.error(`\nThe server ended by itself with code ${code}. ${server.log} ends with:\n\n${tail(server.log)}`);
  process.exit(code || 1);
}
