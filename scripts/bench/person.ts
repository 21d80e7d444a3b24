import { administrator } from "../lib/inventory.mjs";
import { Problem } from "../lib/paths.mjs";

/** Somebody with a browser: it keeps cookies, and shows pages. */
export class Person {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  async signIn(): Promise<void> {
    const { email, password } = administrator;
    await this.#ask("POST", "/sign-in", new URLSearchParams({ email, password }));
  }

  /** Opens a page, and gives what it says. */
  open(path: string): Promise<string> {
    return this.#ask("GET", path);
  }

  /** Asks as a part of a page does that asks for itself again. */
  poll(path: string): Promise<string> {
    return this.#ask("GET", path, null, { "HX-Request": "true" });
  }

  send(path: string, form: FormData): Promise<string> {
    return this.#ask("POST", path, form);
  }

  async #ask(
    method: string,
    path: string,
    body: BodyInit | null = null,
    more: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { Cookie: cookie, Origin: this.#origin, ...more };
    const response = await fetch(this.#origin + path, { method, body, headers, redirect: "manual" });
    for (const set of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      this.#cookies.set(name, value);
    }
    const text = await response.text();
    if (response.status >= 400) throw new Problem(`${method} ${path} was answered with ${response.status}.\n${text}`);
    return text;
  }
}
