import { storedObjects } from "../site/background.ts";
import { databaseOf, everywhere } from "../site/databases.ts";
import { call } from "../site/http.ts";
import { hearLog } from "../site/log-lines.ts";
import type { System } from "./observation.ts";

/**
 * The system inside the Workers runtime, for the checker; through what was laid down for an account, where one is named. It hears what
 * is logged from the moment that it is made.
 */
export function edgeSystem(lab?: string): System {
  const marked = lab === undefined ? {} : { "X-Lab": lab };
  const logged = hearLog();
  return {
    call: (method, path, csv) =>
      call(
        method,
        path,
        csv === undefined ? { headers: marked } : { body: csv, headers: { ...marked, "Content-Type": "text/csv" } },
      ),
    query: everywhere,
    queryOf: async <Row>(account: string, sql: string) =>
      (await (await databaseOf(account)).prepare(sql).all<Row>()).results,
    shared: true,
    objects: storedObjects,
    logs: () => logged.lines.join("\n"),
  };
}
