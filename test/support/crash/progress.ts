import { readAccount } from "../checker/node.ts";

/** How far an import is, and how many mails of its account are recorded as waiting. */
export type Progress = { readonly state: string; readonly rows: number; readonly waiting: number };

type Found = Record<"created" | "failed" | "undone" | "waiting", number> & { readonly state: string };

/** Tells how far D1 says that the import of a file is; asked between two lives of a machine. */
export function progressOf(stateDir: string, account: string, file: string): Progress {
  const [found] = readAccount<Found>(
    stateDir,
    account,
    `SELECT state, created, failed, undone,
            (SELECT count(*) FROM mails WHERE account = '${account}' AND state = 'pending') AS waiting
     FROM imports WHERE account = '${account}' AND file_name = '${file}' ORDER BY id DESC LIMIT 1`,
  );
  if (!found) return { state: "none", rows: 0, waiting: 0 };
  const { state, created, failed, undone, waiting } = found;
  return { state, rows: state.startsWith("undo") ? undone : created + failed, waiting };
}
