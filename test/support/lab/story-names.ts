/** What `npm run faults` plays, each in a process of its own (fault-stories.ts, pausing-story.ts, moves/moving-stories.ts). */
export const storyNames = [
  "an import",
  "Stop in the middle",
  "an undo",
  "mails that are held, and rows that are skipped",
  "a pause of all mails",
  "an import whose events are sent to a webhook",
  "a draft, corrected, started and continued",
] as const;

/** They need a second database of accounts (O6). */
export const moveNames = [
  "a move to another database",
  "a move whose copy differs",
  "a move that is taken back",
] as const;
