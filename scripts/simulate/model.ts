import { ours, platform } from "./limits.ts";

/** What one import takes of each place that all accounts share, alone on a quiet system. Times are seconds. */
export type Service = {
  readonly rows: number;
  readonly mails: number;
  /** From its POST to its end, and from there until its last mail has gone. */
  readonly imported: number;
  readonly mailed: number;
  /** How long D1 is at work: for the POST; from then to the end; for the mails. */
  readonly d1Post: number;
  readonly d1Rows: number;
  readonly d1Mails: number;
  /** How long consumers are at work on rows, together. */
  readonly consuming: number;
  readonly messages: number;
  readonly objectCalls: number;
  /** In D1, for as long as rows are kept. */
  readonly bytes: number;
};

/** A deployment. */
export type Deployment = {
  readonly databases: number;
  /** Seconds that the mail system takes for one mail. */
  readonly mailSeconds: number;
  /** Mails that it takes in a day; null where nobody has said. */
  readonly mailQuota: number | null;
  /** What is wished of the slowest of the imports, in seconds. */
  readonly goal: number;
};

/** A place that all imports share: so many seconds of it are taken by each of them, until they have ended and until all mails have gone. */
export type Place = {
  readonly name: string;
  readonly imports: number;
  readonly mails: number;
  readonly turn: string;
};

/** The places of Cloudflare, each by what one import takes of it where as many work side by side as may. */
export function placesOf(service: Service, { databases, mailSeconds }: Deployment): readonly Place[] {
  const writers = databases * platform.d1Writers.value;
  const sending = mailSeconds / (ours.mailConsumers.value * ours.mailsAtOnce.value);
  return [
    {
      name: "the databases' writers",
      imports: (service.d1Post + service.d1Rows) / writers,
      mails: service.d1Mails / writers,
      turn: "add databases (npm run provision -- --databases)",
    },
    {
      name: "the consumers of rows",
      imports: service.consuming / platform.rowsConsumers.value,
      mails: 0,
      turn: "nothing is to be turned: the platform has no more",
    },
    {
      name: "the consumers of mails",
      imports: 0,
      mails: service.mails * sending,
      turn: "raise max_concurrency of muster-mails, as far as the mail system takes it",
    },
    {
      name: "the queue of rows",
      imports: service.messages / platform.queueMessages.value,
      mails: 0,
      turn: "nothing is to be turned: the platform has no more",
    },
  ];
}

/** All work in one process, as on a machine of one's own: nothing is done beside anything else. */
export function oneMachine({ imported, mailed }: Service): readonly Place[] {
  return [{ name: "the machine", imports: imported, mails: mailed, turn: "" }];
}

/** When all imports have ended, and when all their mails have gone, in seconds; and the place that decides each. */
export type Times = {
  readonly imported: number;
  readonly mailed: number;
  readonly importsBy: string;
  readonly mailsBy: string;
};

/**
 * So many accounts import at the same moment. One is as long as it is alone; each further one adds what it takes of the place that all
 * wait for most. That is the least that it can be where these places are busy all the time, and they are as soon as many wait.
 */
export function timesOf(accounts: number, service: Service, places: readonly Place[]): Times {
  const more = accounts - 1;
  const most = (of: (place: Place) => number) => places.reduce((one, other) => (of(other) > of(one) ? other : one));
  const imports = most((place) => place.imports);
  const mails = most((place) => place.imports + place.mails);
  return {
    imported: service.imported + more * imports.imports,
    mailed: service.imported + service.mailed + more * (mails.imports + mails.mails),
    importsBy: imports.name,
    mailsBy: mails.name,
  };
}

/** So many accounts at the same moment are the first that meet it. */
export type Wall = { readonly accounts: number; readonly what: string; readonly turn: string };

/** What is met first, and what then, as more and more accounts import at the same moment. What nobody ever meets is left out. */
export function wallsOf(service: Service, deployment: Deployment): readonly Wall[] {
  const { databases, mailQuota, goal } = deployment;
  const places = placesOf(service, deployment);
  const beyond = (left: number, each: number) => (each <= 0 ? Infinity : Math.max(1, Math.ceil(left / each)) + 1);
  const slow = places.flatMap((place) => [
    {
      accounts: beyond(goal - service.imported, place.imports),
      what: `the last import ends after ${goal} s, for ${place.name}`,
      turn: place.turn,
    },
    {
      accounts: beyond(goal - service.imported - service.mailed, place.imports + place.mails),
      what: `the last mail goes after ${goal} s, for ${place.name}`,
      turn: place.turn,
    },
  ]);
  const others: readonly Wall[] = [
    {
      accounts: beyond(ours.callSeconds.value * databases, service.d1Post),
      what: `who posts at the same moment waits for D1 longer than ${ours.callSeconds.value} s, and is answered with a fault`,
      turn: "add databases; have programs come one after the other, and again with the same key",
    },
    {
      accounts: beyond(platform.d1Gigabytes.value * 1e9 * databases, service.bytes),
      what: "the databases are full with what these imports alone leave behind",
      turn: "add databases, or shorten retention_days",
    },
    ...(mailQuota === null
      ? []
      : [
          {
            accounts: beyond(mailQuota, service.mails),
            what: `the mail system's ${mailQuota} a day are used up; the others go the days after`,
            turn: "have the quota raised, send by SMTP, or give mails a time (mails_at)",
          },
        ]),
    ...(service.mails > ours.mailsPerDay.value
      ? [{ accounts: 1, what: "an account's mails of a day are used up", turn: "MAILS_PER_DAY" }]
      : []),
    ...(service.objectCalls / service.imported > platform.objectCalls.value
      ? [{ accounts: 1, what: "an account's object is called too often", turn: "larger chunks" }]
      : []),
  ];
  return [...slow, ...others]
    .filter(({ accounts }) => Number.isFinite(accounts))
    .toSorted((one, other) => one.accounts - other.accounts);
}
