import { expect, test } from "vitest";
import { isWebhookAddress } from "../../../src/domain/webhooks/address.ts";
import { endingOfTry, faultOfStatus, RETRY_SECONDS, retriesOf } from "../../../src/domain/webhooks/delivery.ts";

test.each([
  "https://hooks.example.com",
  "https://hooks.example.com/",
  "https://hooks.example.com:8443/muster?of=acme&x=%20",
  "https://hooks.example.com:65535/",
  "HTTPS://Hooks.Example.COM/a/b",
  "https://xn--mller-kva.example/hook",
  "https://a-b.example.co.uk?x",
])("W4 %s may be called", (url) => {
  expect(isWebhookAddress(url, false)).toBe(true);
});

test.each([
  "http://hooks.example.com/",
  "ftp://hooks.example.com/",
  "javascript:alert(1)",
  "https://user:password@hooks.example.com/",
  "https://user@hooks.example.com/",
  "https://127.0.0.1/",
  "https://10.0.0.7/",
  "https://169.254.169.254/latest/meta-data",
  "https://2130706433/",
  "https://0x7f000001/",
  "https://0x7f.1/",
  "https://127.1/",
  "https://1.0x7f/",
  "https://[::1]/",
  "https://[fd00::1]/",
  "https://localhost/",
  "https://localhost:8787/",
  "https://localhost./",
  "https://hooks.localhost/",
  "https://printer.local/",
  "https://metadata.google.internal/",
  "https://db.corp/",
  "https://nas.lan/",
  "https://intranet/",
  "https://localhost.localdomain/",
  "https://vault.service.consul/v1/",
  "https://kubernetes.default.svc/api",
  "https://NAS.Workgroup/",
  "https://exchange.mail/",
  "https://hooks.example.alt/",
  "https://hooks.example.com:0/",
  "https://hooks.example.com:65536/",
  "https://hooks.example.com:99999/services/secret",
  `https://${"a.".repeat(126)}com/`,
  "https://1.168.192.in-addr.arpa/",
  "https://hooks.example.com./",
  "https://hooks.example.com/#part",
  "https://hooks.example.com\\@evil.example/",
  "https://hooks.example.com/a b",
  "https://hooks.example.com/\n",
  " https://hooks.example.com/",
  "https://müller.example/",
  "https://-a.example.com/",
  "https:///hooks.example.com/",
  "https://",
  "",
  `https://hooks.example.com/${"x".repeat(2000)}`,
  "http://localhost/",
])("W4 %j may not be called", (url) => {
  expect(isWebhookAddress(url, false)).toBe(false);
});

test("W4 this machine may be called in development, by its name alone", () => {
  expect(["http://localhost", "http://localhost:4000/hook"].map((url) => isWebhookAddress(url, true))).toEqual([
    true,
    true,
  ]);
  const others = ["http://127.0.0.1:4000/", "http://localhost.evil.example/", "http://localhost@evil.example/"];
  expect(others.map((url) => isWebhookAddress(url, true))).toEqual([false, false, false]);
  expect(isWebhookAddress("http://localhost:99999/", true)).toBe(false);
});

test("W3 what fails is tried again after each of eight waits, and has failed after the ninth try", () => {
  const now = Date.parse("2026-11-29T10:00:00.000Z");
  const failed = { status: 500, error: "E_STATUS" };
  const endings = Array.from({ length: 9 }, (_, series) =>
    endingOfTry(series, failed, { now, retries: RETRY_SECONDS }),
  );
  const waits = endings.map(({ state, due_at }) => [state, (Date.parse(due_at) - now) / 1000]);
  expect(waits).toEqual([
    ["pending", 5],
    ["pending", 30],
    ["pending", 120],
    ["pending", 600],
    ["pending", 3_600],
    ["pending", 10_800],
    ["pending", 21_600],
    ["pending", 43_200],
    ["failed", 0],
  ]);
  expect(endingOfTry(3, { status: 204, error: null }, { now, retries: RETRY_SECONDS }).state).toBe("delivered");
});

test("W3 W4 only an answer of 2xx takes an event, and a redirect is none", () => {
  expect([200, 204, 299].map(faultOfStatus)).toEqual([null, null, null]);
  expect([301, 304, 307].map(faultOfStatus)).toEqual(["E_REDIRECT", "E_REDIRECT", "E_REDIRECT"]);
  expect([199, 400, 410, 500].map(faultOfStatus)).toEqual(["E_STATUS", "E_STATUS", "E_STATUS", "E_STATUS"]);
});

test("W3 a deployment may set its own waits, and what is none is not taken", () => {
  expect(retriesOf("1,2")).toEqual([1, 2]);
  expect([undefined, "", "1,,2", "soon", "-1"].map(retriesOf)).toEqual(Array(5).fill(RETRY_SECONDS));
});
