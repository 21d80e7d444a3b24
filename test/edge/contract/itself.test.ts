import { expect, test } from "vitest";
import { call } from "../../support/site/http.ts";

/** How the service describes itself: for everybody, without a token. */

test("S1 the description of the API is for everybody, and is asked for again by its ETag", async () => {
  const path = "/api/v1/openapi.json";
  const first = await call<{ openapi: string; paths: object }>("GET", path, { token: null });
  expect([first.status, first.headers.get("Content-Type")]).toEqual([200, "application/json"]);
  expect(first.body.openapi).toBe("3.1.0");
  const etag = first.headers.get("ETag") ?? "";
  expect(etag).not.toBe("");
  const again = await call("GET", path, { token: null, headers: { "If-None-Match": etag } });
  expect([again.status, again.text]).toEqual([304, ""]);
  const head = await call("HEAD", path, { token: null });
  expect([head.status, head.text, head.headers.get("ETag")]).toEqual([200, "", etag]);
});

test("S7 the description is answered like every path of the API", async () => {
  const path = "/api/v1/openapi.json";
  const { headers } = await call("GET", path, { token: null });
  expect(headers.get("Content-Security-Policy")).toContain("default-src 'none'");
  const options = await call("OPTIONS", path, { token: null });
  expect([options.status, options.headers.get("Allow")]).toEqual([204, "GET, HEAD, OPTIONS"]);
  expect(await call("POST", path, { token: null })).toMatchObject({
    status: 405,
    body: { code: "method_not_allowed", allow: "GET, HEAD, OPTIONS" },
  });
  expect(await call("GET", `${path}?x=1`, { token: null })).toMatchObject({
    status: 400,
    body: { code: "unknown_parameter" },
  });
});

test("S7 the page of the API is for everybody, and has what every page has", async () => {
  const { status, headers, text } = await call("GET", "/api", { token: null });
  expect([status, headers.get("Content-Type")]).toEqual([200, "text/html; charset=utf-8"]);
  expect(headers.get("Content-Security-Policy")).toContain("default-src 'none'");
  expect(headers.get("ETag")).not.toBeNull();
  expect(text).toContain("POST /accounts/{account}/imports");
});
