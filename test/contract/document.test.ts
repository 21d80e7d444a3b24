import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { contract } from "../../src/contract/contract.ts";
import { closedDocument, openDocument } from "../../src/contract/document/document.ts";
import { apiDemands } from "../../src/domain/access/api.ts";

type Operation = { operationId: string; security?: unknown[]; responses: Record<string, unknown> };
type Document = { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, object> } };

const document = openDocument() as Document;
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ route: `${method.toUpperCase()} ${path}`, operation })),
);

test("the description has each route of the table of who may ask what, and no other", () => {
  const described = operations.map(({ route }) => route.replace(/\{(\w+)\}/g, ":$1"));
  expect(described.toSorted()).toEqual(Object.keys(apiDemands).toSorted());
  expect(Object.keys(contract).toSorted()).toEqual(Object.keys(apiDemands).toSorted());
});

test("each call of the description has a name of its own", () => {
  const names = operations.map(({ operation }) => operation.operationId);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  expect(names.filter((name) => !/^[a-z][A-Za-z]+$/.test(name))).toEqual([]);
});

test("what takes a token says that it is refused without one, and what takes none says so", () => {
  for (const { route, operation } of operations) {
    const isPublic = route === "GET /openapi.json";
    expect([route, "401" in operation.responses]).toEqual([route, !isPublic]);
    expect([route, operation.security]).toEqual([route, isPublic ? [] : undefined]);
  }
});

test("answers may get further members, and bodies may not", () => {
  const { Import } = document.components.schemas;
  expect(Import).not.toHaveProperty("additionalProperties");
  expect((closedDocument() as Document).components.schemas.Import).toHaveProperty("additionalProperties", false);
  const tokens = document.paths["/accounts/{account}/tokens"]?.post;
  expect(tokens).toHaveProperty(
    ["requestBody", "content", "application/json", "schema", "additionalProperties"],
    false,
  );
});

test("each example of a body is one that the description allows", () => {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  ajv.addSchema(document, "api");
  const examples = operations.filter(({ route }) => "example" in (bodyOf(route) ?? {}));
  expect(examples.length).toBeGreaterThan(15);
  for (const { route } of examples) {
    const { example, schema } = bodyOf(route)!;
    expect([route, ajv.validate(inDocument(schema), example), ajv.errors]).toEqual([route, true, null]);
  }
});

test("each answer in JSON has an example, which the description allows without a member more", () => {
  const closed = closedDocument() as Document;
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  ajv.addSchema(closed, "api");
  // Most refusals are described alike.
  const known = new Map<string, ReturnType<typeof ajv.compile>>();
  let many = 0;
  for (const [path, methods] of Object.entries(closed.paths)) {
    for (const [method, { responses }] of Object.entries(methods)) {
      for (const [status, answer] of Object.entries(responses)) {
        const { content = {} } = answer as { content?: Record<string, { schema: object; example?: unknown }> };
        for (const [type, { schema, example }] of Object.entries(content)) {
          if (!type.endsWith("json")) continue;
          many += 1;
          const where = `${method} ${path} ${status}`;
          const text = JSON.stringify(schema);
          const check = known.get(text) ?? ajv.compile(inDocument(schema));
          known.set(text, check);
          if (!check(example)) expect([where, check.errors]).toEqual([where, null]);
          // What a sample could not be found for.
          expect(JSON.stringify(example), where).not.toContain('"…"');
        }
      }
    }
  }
  expect(many).toBeGreaterThan(500);
});

test("an example of an import is one that has ended, and of a user one who has a name", () => {
  const answer = document.paths["/accounts/{account}/imports/{id}"]?.get?.responses["200"];
  expect(answer).toHaveProperty(["content", "application/json", "example", "state"], "completed");
  const users = document.paths["/accounts/{account}/users"]?.get?.responses["200"];
  expect(users).toHaveProperty(["content", "application/json", "example", "items", 0, "email"], "ada@acme.example");
});

/** The schemas that have names are found in the document. */
function inDocument(schema: object): object {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api#/'));
}

function bodyOf(route: string): { schema: object; example?: unknown } | undefined {
  const operation = operations.find((one) => one.route === route)!.operation as {
    requestBody?: { content: Record<string, { schema: object; example?: unknown }> };
  };
  return operation.requestBody?.content["application/json"];
}
