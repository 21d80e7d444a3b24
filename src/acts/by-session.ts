import { emailKey } from "../domain/cells/email.ts";
import { done, type Result, refuse } from "../domain/problems/result.ts";
import type { DirectoryDatabase } from "../store/database.ts";
import { isSessionOver, SessionsDirectory } from "../store/people/by-session.ts";
import type { Scene } from "./scene.ts";

/**
 * Writes to the directory what whoever asks wants of it. Of a person it is written only while the session that they ask with is
 * there, with no lesser role in the account: in the transaction that writes (S1). `write` must write nothing past the directory
 * that it is given.
 */
export async function writeBySession<Value>(
  scene: Scene,
  write: (directory: DirectoryDatabase) => Promise<Value>,
): Promise<Result<Value>> {
  const directory = directoryOf(scene);
  return directory ? unlessOver(() => write(directory)) : done(await write(scene.directory));
}

/**
 * Refuses a person whose session has ended, or who has a lesser role in the account: for what lies with the account, which no
 * transaction holds together with the directory (O6).
 */
export async function lookAtSession(scene: Scene): Promise<Result<null>> {
  const directory = directoryOf(scene);
  if (!directory) return done(null);
  return unlessOver(async () => {
    await directory.look();
    return null;
  });
}

function directoryOf({ asker, env }: Scene): SessionsDirectory | null {
  if (asker.kind !== "administrator") return null;
  return new SessionsDirectory(env.DIRECTORY, { ...asker, key: emailKey(asker.email) });
}

async function unlessOver<Value>(write: () => Promise<Value>): Promise<Result<Value>> {
  try {
    return done(await write());
  } catch (error) {
    if (!isSessionOver(error)) throw error;
    return refuse("unauthorized", { reason: "session_over" });
  }
}
