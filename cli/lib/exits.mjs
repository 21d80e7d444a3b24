/** What a script can branch on: how the program ends (docs/command-line.md). */
export const exits = {
  done: 0,
  broken: 1,
  usage: 2,
  invalid: 3,
  blocked: 4,
  incomplete: 5,
  stopped: 6,
  denied: 7,
  unreachable: 8,
};

/** Ends the program with a code and a message for whoever called it. */
export class Leave extends Error {
  /** @param {keyof typeof exits} exit @param {string} message */
  constructor(exit, message) {
    super(message);
    this.exit = exits[exit];
  }
}
