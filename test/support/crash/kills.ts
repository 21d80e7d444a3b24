/**
 * A kill, so many milliseconds after its stage has begun on a machine that is up: the upload with its POST, the run with
 * the answer, the move when the account is to be moved to another database (O6), the pause when the mail system takes none from there on until the next start (M11), the mails with the
 * import's end, the bounce when it is told that some have come back, the undo with its POST after that. A cycle with a kill
 * in its undo ends undone (I11). A kill to rotate, at any moment, has the machine start again with other secrets (S11), and the one to
 * reseal comes right after that start, with the cron.
 */
export type Kill = {
  readonly stage: "upload" | "run" | "move" | "pause" | "mails" | "bounce" | "undo" | "rotate" | "reseal";
  readonly after: number;
};

/** The latest moment of a kill in its stage; a move begins with a second in which nothing is copied. */
const LATEST_MS = 600;
const LATEST_OF_MOVE_MS = 4_000;
/** Most is sealed anew by then. */
const LATEST_OF_RESEALING_MS = 250;

type Draw = { readonly whole: (from: number, to: number) => number };
type Besides = { readonly isSpread?: boolean; readonly isRotated?: boolean };

/**
 * Draws the moments of several kills: in the upload, in the run, perhaps in a move, in a pause, among the mails, as some come back,
 * mostly in an undo; where secrets are to be rotated, once at any place among these, and then as things are sealed anew.
 */
export function planKills({ whole }: Draw, { isSpread = false, isRotated = false }: Besides = {}): readonly Kill[] {
  const times = (count: number, stage: Kill["stage"]) =>
    Array.from({ length: count }, () => ({ stage, after: whole(0, latestOf(stage)) }));
  const kills = [
    ...times(1, "upload"),
    ...times(whole(1, 3), "run"),
    // Without a second database nothing is drawn for it, so that a seed means what it did.
    ...(isSpread ? times(whole(1, 2), "move") : []),
    ...times(whole(0, 1), "pause"),
    ...times(whole(0, 2), "mails"),
    ...times(whole(0, 1), "bounce"),
    ...times(whole(0, 2), "undo"),
  ];
  if (!isRotated) return kills;
  // Drawn last for the same reason. While secrets are changed no move may begin; one that has begun goes on.
  const place = whole(kills.findLastIndex(({ stage }) => stage === "move") + 1, kills.length);
  return kills.toSpliced(place, 0, ...times(1, "rotate"), ...times(whole(1, 2), "reseal"));
}

function latestOf(stage: Kill["stage"]): number {
  if (stage === "move") return LATEST_OF_MOVE_MS;
  return stage === "reseal" ? LATEST_OF_RESEALING_MS : LATEST_MS;
}
