import type { Scene } from "../acts/scene.ts";

/** What the middleware puts beside a request. */
export type AppEnv = {
  Bindings: Env;
  Variables: {
    /** Found in the log and shown with every error (S10). */
    reference: string;
    scene: Scene;
    /** Whether the account is where the browser's hint says, so that what was read ahead of the session may be shown (O7). */
    isExpected?: boolean;
    /** Whether the signed-in administrator must make themselves a second factor before anything else (S1). */
    owesFactor: boolean;
    /** Whether they have one. */
    hasFactor: boolean;
    /** What the signed-in administrator's account is called. */
    accountName: string;
    /** The zone of that account, where what a page shows brought it along. */
    timeZone?: string;
  };
};
