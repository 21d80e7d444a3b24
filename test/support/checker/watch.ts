import type { Sample, SeenImport, System } from "./observation.ts";
import { listImports } from "./shown.ts";

/** Looks once at all imports of an account, with one request or one statement. */
export async function sample(system: System, account: string, by: Sample["by"]): Promise<Sample> {
  const imports = by === "API" ? await listImports(system, account) : await storedImports(system, account);
  return { at: Date.now(), by, imports };
}

async function storedImports(system: System, account: string): Promise<readonly SeenImport[]> {
  const stored = await system.queryOf<Flat>(
    account,
    `SELECT id, state, row_count AS rows, created, failed, pending, not_attempted, skipped, undone FROM imports
     WHERE account = '${account}' AND deleted_at IS NULL`,
  );
  return stored.map(shape);
}

type Flat = Pick<SeenImport, "id" | "state"> & SeenImport["counts"];

function shape({ id, state, ...counts }: Flat): SeenImport {
  return { id, state, counts };
}

/** Looks at an account again and again while something runs. */
export class Watcher {
  readonly samples: Sample[];
  readonly #system: System;
  readonly #account: string;

  /** `samples` are those of an earlier watcher, where the system has been started anew. */
  constructor(system: System, account: string, samples: readonly Sample[] = []) {
    this.#system = system;
    this.#account = account;
    this.samples = [...samples];
  }

  /** Looks once. */
  async lookInto(by: Sample["by"]): Promise<void> {
    this.samples.push(await sample(this.#system, this.#account, by));
  }

  /** Looks every so many milliseconds for as long as something takes; gives what came of it. */
  async during<Value>(work: Promise<Value>, everyMs = 20): Promise<Value> {
    let over = false;
    const end = () => {
      over = true;
    };
    work.then(end, end);
    while (!over) {
      await this.lookInto("API");
      if (this.#system.shared) await this.lookInto("D1");
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
    return work;
  }
}
