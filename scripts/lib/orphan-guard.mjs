/**
 * Loaded into wrangler by `node --import`. Wrangler is started in a process group of its own; when whoever started it
 * dies without a word (kill -9, a crashed test run), nobody is left to end that group. So wrangler looks for itself.
 */
import { rmSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

const { MUSTER_PARENT: parent, MUSTER_TEMPORARY: temporary } = process.env;

if (isMainThread && parent) {
  const watch = setInterval(() => {
    if (process.ppid === Number(parent)) return;
    clearInterval(watch);
    process.once("exit", end);
    process.kill(process.pid, "SIGTERM");
    setTimeout(end, 3000);
  }, 500);
  watch.unref();
}

function end() {
  if (temporary) rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  process.kill(-process.pid, "SIGKILL");
}
