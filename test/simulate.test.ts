import { expect, test } from "vitest";
import { type Deployment, oneMachine, placesOf, type Service, timesOf, wallsOf } from "../scripts/simulate/model.ts";

const service: Service = {
  rows: 1_000,
  mails: 2_000,
  imported: 1,
  mailed: 20,
  d1Post: 0.1,
  d1Rows: 0.3,
  d1Mails: 0.4,
  consuming: 0.5,
  messages: 10,
  objectCalls: 12,
  bytes: 7_000_000,
};
const deployment: Deployment = { databases: 1, mailSeconds: 0.1, mailQuota: null, goal: 900 };
const at = (accounts: number, given = deployment) => timesOf(accounts, service, placesOf(service, given));

test("one import alone takes what it takes, and each further one what it takes of the place that all wait for", () => {
  expect(at(1)).toMatchObject({ imported: 1, mailed: 21 });
  // Its 0.4 s of the one writer; 2,000 mails of 0.1 s, ten at once.
  expect(at(101).imported).toBeCloseTo(1 + 100 * 0.4);
  expect(at(101).mailed).toBeCloseTo(21 + 100 * 20);
  expect(at(101)).toMatchObject({ importsBy: "the databases' writers", mailsBy: "the consumers of mails" });
});

test("more databases move what the writers hold up, until something else does", () => {
  expect(at(101, { ...deployment, databases: 4 }).imported).toBeCloseTo(1 + 100 * 0.1);
  const many = at(101, { ...deployment, databases: 1_000 });
  expect(many.importsBy).toBe("the consumers of rows");
  // A mail system that takes mails at once leaves the writers, which have the imports to write as well.
  expect(at(101, { ...deployment, mailSeconds: 0.001 }).mailsBy).toBe("the databases' writers");
});

test("walls come in the order in which they are met, each with what to turn", () => {
  const walls = wallsOf(service, { ...deployment, mailQuota: 50_000 });
  const met = walls.map(({ accounts }) => accounts);
  expect(met).toEqual(met.toSorted((one, other) => one - other));
  const quota = walls.find(({ what }) => what.includes("50000 a day"));
  expect(quota?.accounts).toBe(26);
  expect(walls.find(({ what }) => what.includes("waits for D1"))?.accounts).toBe(101);
  expect(walls.find(({ what }) => what.includes("full"))?.accounts).toBe(1_430);
  expect(walls.every(({ turn }) => turn !== "")).toBe(true);
  expect(wallsOf({ ...service, mails: 6_000 }, deployment)[0]).toMatchObject({ accounts: 1, turn: "MAILS_PER_DAY" });
});

test("on one machine nothing is done beside anything else", () => {
  expect(timesOf(100, service, oneMachine(service))).toMatchObject({ imported: 100, mailed: 2_100 });
});
