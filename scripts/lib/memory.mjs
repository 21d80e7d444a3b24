import { statfsSync } from "node:fs";

const PLACE = "/dev/shm";
const ENOUGH_BYTES = 2 ** 31;

/**
 * Where what the tests store may lie: in memory where the machine has room, since a disk would be waited for after each
 * of some ten thousand transactions. Elsewhere in the folder for temporary files, as usual.
 */
export function memory() {
  try {
    const { bavail, bsize } = statfsSync(PLACE);
    return bavail * bsize < ENOUGH_BYTES ? {} : { TMPDIR: PLACE };
  } catch {
    return {};
  }
}
