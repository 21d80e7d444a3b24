import worker, { ImportCoordinator as Coordinator, Meters } from "../../../src/index.ts";
import { floor } from "./floor.ts";

/**
 * The Worker as it is, but as far from its databases as LINE_MS says: each call of D1 takes so much longer, and a batch is one
 * call. Below /floor stands what the same costs without Muster. It is the entry point of npm run bench alone.
 */

export { Meters };

type Far = Env & { readonly LINE_MS?: string };

export class ImportCoordinator extends Coordinator {
  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, far(env));
  }
}

export default {
  async fetch(request, env, ctx) {
    return (await floor(request, env)) ?? worker.fetch(request, far(env), ctx);
  },
  queue: (batch, env) => worker.queue(batch, far(env)),
  scheduled: (controller, env) => worker.scheduled(controller, far(env)),
} satisfies ExportedHandler<Env>;

function far(env: Far): Env {
  const milliseconds = Number(env.LINE_MS ?? 0);
  if (milliseconds === 0) return env;
  const [DB, DIRECTORY] = [farDatabase(env.DB, milliseconds), farDatabase(env.DIRECTORY, milliseconds)];
  return { ...env, DB, DIRECTORY };
}

/** What is beneath a statement that is far away: a batch takes none but those that the binding has made. */
const near = new WeakMap<object, D1PreparedStatement>();

function farDatabase(d1: D1Database, milliseconds: number): D1Database {
  return new Proxy(d1, {
    get(target, name) {
      if (name === "prepare") return (sql: string) => farStatement(target.prepare(sql), milliseconds);
      if (name !== "batch") return Reflect.get(target, name);
      return async (statements: readonly D1PreparedStatement[]) => {
        await scheduler.wait(milliseconds);
        return target.batch(statements.map((statement) => near.get(statement) ?? statement));
      };
    },
  });
}

function farStatement(statement: D1PreparedStatement, milliseconds: number): D1PreparedStatement {
  const made = new Proxy(statement, {
    get(target, name) {
      if (name === "bind") return (...values: unknown[]) => farStatement(target.bind(...values), milliseconds);
      return async () => {
        await scheduler.wait(milliseconds);
        return name === "run" ? target.run() : target.all();
      };
    },
  });
  near.set(made, statement);
  return made;
}
