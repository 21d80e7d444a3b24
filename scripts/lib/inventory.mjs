/**
 * What the demo account owns: used to make it, and to make sample files that fit it. Every number belongs to a range
 * that is kept for fiction (in the US 555-01xx of each area code, in France 04 65 71 xx xx), so none is anybody's.
 */

/** @type {{ id: string, name: string, services: ("connect" | "share")[], extension_length: number, reserved_extensions: string[] }} */
export const account = {
  id: "demo",
  name: "Acme Clinics",
  services: ["connect", "share"],
  extension_length: 4,
  reserved_extensions: ["1911", "2000"],
};

export const administrator = { email: "dana@acme.example", password: "Harbour-Lantern-42" };

/**
 * The first one is the Main Company Address. `pool` names the numbers that its users get.
 * @type {readonly [Location, ...Location[]]}
 * @typedef {{ name: string, country: string, address: string, pool: "west" | "east" | "lyon" }} Location
 */
export const locations = [
  { name: "San Francisco Office", country: "US", address: "500 Howard Street, San Francisco, CA 94105", pool: "west" },
  { name: "New York Office", country: "US", address: "250 Hudson Street, New York, NY 10013", pool: "east" },
  { name: "Lyon Office", country: "FR", address: "12 rue de la République, 69001 Lyon", pool: "lyon" },
];

export const subscriptions = [
  { type: "Essentials", total: 700 },
  { type: "Pro", total: 500 },
];

/** @param {number} n @param {number} width */
const digits = (n, width) => String(n).padStart(width, "0");
/** @param {number} area */
const fictional = (area) => Array.from({ length: 100 }, (_, n) => `+1${area}555${digits(100 + n, 4)}`);

export const pools = {
  west: [415, 628, 510, 341, 650, 408, 669, 707, 925, 916].flatMap(fictional),
  east: [212, 646, 332, 917, 718, 347, 929, 516, 914, 631].flatMap(fictional),
  lyon: Array.from({ length: 1480 }, (_, n) => `+3346571${digits(n, 4)}`),
  tollFree: [800, 888].flatMap((area) => fictional(area).slice(0, 10)),
};

/** All 3,500 numbers. */
export const numbers = Object.values(pools).flat();

/** Numbers that are the account's by no means: mobiles, and numbers that have yet to be ported. */
export const foreign = {
  us: [312, 206, 617, 303, 503].flatMap(fictional),
  fr: Array.from({ length: 500 }, (_, n) => `+3319900${digits(n, 4)}`),
};

/**
 * What each sample takes, so that no two want the same thing and they can be imported in any order. `numbers` are
 * positions in every pool but the toll-free one; `extensions` are the first and the last. Those that the system gives
 * out begin at 1001 and go upwards: room is left for them after the demo's own.
 * @type {Record<"demo" | "twenty" | "conflicts" | "problems" | "thousand", { numbers: Span, extensions: Span }>}
 * @typedef {readonly [number, number]} Span
 */
export const shares = {
  demo: { numbers: [0, 45], extensions: [1001, 1040] },
  twenty: { numbers: [45, 60], extensions: [4001, 4020] },
  conflicts: { numbers: [60, 90], extensions: [4101, 4140] },
  problems: { numbers: [90, 130], extensions: [4201, 4299] },
  thousand: { numbers: [130, 1480], extensions: [5001, 6000] },
};
