import { expect, test } from "vitest";
import { operate } from "../support/product/operate.ts";

test("O4 a database and an account are lost and come back, by the very commands of docs/operations.md", async () => {
  const { code, says } = await operate("path.ts", ["--short"], {});
  expect(says).toContain("The whole path: 9 steps.");
  expect(code).toBe(0);
});
