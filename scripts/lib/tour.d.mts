import type { BrowserContext, Page } from "playwright-core";

/** A page in one state: who sees it, and where. */
export type Stop = {
  readonly who: "nobody" | "newcomer" | "dana" | "robin";
  readonly name: string;
  readonly path: string;
  /** What the person does there to come to the state; null where the address is enough. */
  readonly act: ((page: Page) => Promise<unknown>) | null;
};

/**
 * Makes accounts and imports in every state beside the demo's, and lists every page in every state that looks
 * different. Those of one person must be visited in their order.
 */
export function prepareTour(server: {
  readonly origin: string;
  readonly token: string;
  readonly stateDir: string;
}): Promise<readonly Stop[]>;

/** Signs a person in, for all pages of the context. */
export function signInTo(context: BrowserContext, who: Stop["who"], origin: string): Promise<void>;
