import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** What came, and how it was answered. */
export type Arrived = {
  readonly path: string;
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly answered: Trouble;
};

/** How a receiver may answer. */
export type Trouble = "500" | "hang" | "redirect" | "close" | "slow" | "ok";

/** How long a slow receiver thinks (milliseconds); less than it is waited for. */
const SLOW_MS = 2_000;

/** A receiver on this machine that answers each event in these ways, one try after the other, and then takes it. */
export class RealReceiver {
  readonly arrived: Arrived[] = [];
  readonly #tries = new Map<string, number>();
  readonly #troubles: readonly Trouble[];
  // Who was killed in the midst of a request has told nothing.
  readonly #server = createServer((request, response) => {
    this.#answer(request, response).catch(() => request.destroy());
  });

  constructor(...troubles: readonly Trouble[]) {
    this.#troubles = troubles;
  }

  /** Listens, and gives its address. */
  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, "localhost", resolve));
    return `http://localhost:${(this.#server.address() as AddressInfo).port}/hook`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const id = headers["webhook-id"] ?? "";
    const tries = this.#tries.get(id) ?? 0;
    this.#tries.set(id, tries + 1);
    const answered = this.#troubles[tries] ?? "ok";
    this.arrived.push({ path: request.url ?? "", id, headers, body, answered });
    switch (answered) {
      case "500":
        return void response.writeHead(500).end("no");
      case "hang":
        return;
      case "redirect":
        return void response.writeHead(307, { Location: "/elsewhere" }).end();
      case "close":
        return void request.socket.destroy();
      case "slow":
        return void setTimeout(() => response.writeHead(200).end("at last"), SLOW_MS);
      case "ok":
        return void response.writeHead(204).end();
    }
  }
}
