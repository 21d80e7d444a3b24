import { count } from "../../count.ts";
import type { BulkParams } from "../codes/bulk.ts";
import type { KindEntries } from "../language.ts";

/** Why an act on many users is not done to one of them, or to none. */
export const bulk: KindEntries<BulkParams> = {
  silent_mode: {
    title: "The account is in silent mode",
    kind: "Silent mode",
    sentence: () => "The account is in silent mode: no Welcome mail is sent. Ask your provider to end it.",
    advice: "In silent mode nobody gets a Welcome mail. Your provider switches it on and off.",
  },
  connect_missing: {
    title: "The user is without CONNECT",
    kind: "Without CONNECT",
    sentence: (p) =>
      p.wish === "welcome"
        ? "This user is without CONNECT, of which the Welcome mail tells. Give the user CONNECT first."
        : "This user is without CONNECT, and so without a licence and a location. Give the user CONNECT first.",
    advice: "Licence, location and the Welcome mail go with CONNECT. Give the user CONNECT first, or leave them out.",
  },
  too_many_users: {
    title: "These are too many users at once",
    kind: "Too many users at once",
    sentence: (p) =>
      `${p.found === null ? `More than ${count(p.most)} users are` : `${count(p.found)} users are`} chosen; at most ${count(p.most)} are taken at once. Nothing was done. Choose fewer.`,
    advice: "At most 1,000 users are taken at once. Narrow the choice down, and do one part after the other.",
  },
};
