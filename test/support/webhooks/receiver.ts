import { vi } from "vitest";

/** What a receiver was sent. */
export type Received = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly redirect: string | undefined;
};

/** Stands where the network begins: what is sent to these addresses arrives here, and is answered as the test says. */
export class Receiver {
  readonly received: Received[] = [];
  answer: (received: Received) => Response | Promise<Response> = () => new Response(null, { status: 204 });

  constructor() {
    const real = globalThis.fetch;
    vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
      const url = String(input instanceof Request ? input.url : input);
      if (!url.includes("hooks.example.com")) return real(input, init);
      const headers = Object.fromEntries(new Headers(init?.headers).entries());
      const received = { url, headers, body: String(init?.body), redirect: init?.redirect };
      this.received.push(received);
      return this.answer(received);
    });
  }

  get types(): readonly string[] {
    return this.received.map(({ body }) => JSON.parse(body).type);
  }
}
