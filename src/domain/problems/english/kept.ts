import type { KeptParams } from "../codes/imports.ts";
import type { KindEntries } from "../language.ts";

/** Why an undo leaves a user whom an import created. */
export const kept: KindEntries<KeptParams> = {
  gone: {
    title: "The user was removed already",
    kind: "Removed already",
    sentence: () => "Somebody has removed this user already. There was nothing to undo.",
    advice: "Nothing is to be done: the user is gone.",
  },
  signed_in: {
    title: "The user has signed in",
    kind: "Has signed in",
    sentence: () => "This user has set a password of their own, so they stay. Remove them by hand if they must go.",
    advice:
      "Whoever works with the account already is not removed by an undo. Remove the user by hand if they must go.",
  },
  changed: {
    title: "The user was changed",
    kind: "Was changed",
    sentence: () =>
      "Somebody has changed this user since they were created, so they stay. Remove them by hand if they must go.",
    advice: "Work that somebody has done on a user is not lost by an undo. Remove the user by hand if they must go.",
  },
};
