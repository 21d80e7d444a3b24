/** What the program says of itself. @param {readonly import("../commands/index.mjs").Command[]} commands */
export function helpOf(commands) {
  const lines = commands.map(({ usage, says }) => `  ${usage.padEnd(WIDTH)}  ${says}`);
  return `${[head, ...lines, tail].join("\n")}\n`;
}

const WIDTH = 34;

const head = `muster-import: users of a voice service, from a CSV file.

  MUSTER_URL, MUSTER_ACCOUNT and MUSTER_TOKEN say where, whose, and who asks; the token stands in the environment alone.
`;

const tail = `
Options of every command: --url, --account, --patience SECONDS (60: so long a cut line is tried again).
Options of import and check: --services, --passwords, --password-recipient, --existing, --warnings, --mails, --mails-at,
  --encoding, --confirm, --unknown-columns, --notify ADDRESS, as docs/api.md has them.

Exit codes: 0 as wished, 1 a fault of this program, 2 called wrongly, 3 the file has errors, 4 it cannot start as things are,
  5 it has ended and some users are missing, 6 it was stopped, 7 the token may not, or there is no such thing, 8 no answer.`;
