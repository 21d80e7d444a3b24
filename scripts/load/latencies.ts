import { setTimeout as sleep } from "node:timers/promises";

/** How long the answers to one kind of request took, in milliseconds, and what they were. */
class Asked {
  readonly times: number[] = [];
  readonly statuses = new Map<number, number>();

  note(status: number, ms: number): void {
    this.times.push(ms);
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
  }

  get said(): string {
    return [...this.statuses].map(([status, count]) => `${count} × ${status}`).join(", ");
  }
}

/** Sends requests, and keeps how long each kind of them took. A line that is cut is noted as status 0. */
export class Latencies {
  readonly #kinds = new Map<string, Asked>();

  async ask(kind: string, send: () => Promise<Response>): Promise<void> {
    const began = performance.now();
    const status = await send().then(
      async (answer) => {
        await answer.arrayBuffer();
        return answer.status;
      },
      () => 0,
    );
    const asked = this.#kinds.get(kind) ?? new Asked();
    this.#kinds.set(kind, asked);
    asked.note(status, performance.now() - began);
  }

  /** Has so many ask the same again and again until it is over, each with a pause after each answer. */
  async crowd(
    kind: string,
    send: (n: number) => Promise<Response>,
    {
      clients,
      pauseMs,
      isOver,
    }: { readonly clients: number; readonly pauseMs: number; readonly isOver: () => boolean },
  ): Promise<void> {
    const one = async (client: number) => {
      // They did not all come at the same moment.
      await sleep((client * pauseMs) / clients);
      for (let n = client; !isOver(); n += clients) {
        await this.ask(kind, () => send(n));
        await sleep(pauseMs);
      }
    };
    await Promise.all(Array.from({ length: clients }, (_, client) => one(client)));
  }

  /** How many answers were faults (500 and above), or were none. */
  get faults(): number {
    const all = [...this.#kinds.values()].flatMap(({ statuses }) => [...statuses]);
    return all.reduce((sum, [status, count]) => sum + (status === 0 || status >= 500 ? count : 0), 0);
  }

  /** A line for each kind, with its median against that of another time. */
  tell(quiet?: Latencies): readonly string[] {
    return [...this.#kinds].map(([kind, { times, said }]) => {
      const at = (part: number) => quantile(times, part);
      const before = quiet?.median(kind);
      const ratio =
        before === undefined ? "" : `, ${(at(0.5) / before).toFixed(1)} times the quiet median of ${ms(before)}`;
      return `${kind}: median ${ms(at(0.5))}${ratio}; 95 of 100 within ${ms(at(0.95))}, at most ${ms(at(1))}; ${said}`;
    });
  }

  median(kind: string): number | undefined {
    const times = this.#kinds.get(kind)?.times;
    return times && quantile(times, 0.5);
  }
}

/** The smallest time that so large a part of them does not exceed; of none, NaN. */
function quantile(times: readonly number[], part: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}

const ms = (time: number) => `${time.toFixed(0)} ms`;
