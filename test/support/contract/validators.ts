import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import addFormats from "ajv-formats";
import { buildSync } from "esbuild";
import { published } from "../../../scripts/lib/contract.mjs";
import { root } from "../house/arrows.ts";

type Schema = Readonly<Record<string, unknown>>;
type Content = Readonly<Record<string, { readonly schema: Schema }>>;
type Operation = {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
};
type Document = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

/**
 * The code of a module that knows the description of the API: `operations`, as the document has them, and `validators`, by
 * what they are for ("get /accounts 200", "post /accounts body"). The Workers runtime makes no functions of texts, so they
 * are made here.
 */
export async function validatorsModule(): Promise<string> {
  const document: Document = JSON.parse((await published()).closed);
  const ajv = new Ajv2020({ strict: false, inlineRefs: false, code: { source: true, esm: true } });
  addFormats.default(ajv);
  // Each by a name of its own: so it is compiled once, however often it is referred to.
  for (const [name, schema] of Object.entries(document.components.schemas))
    ajv.addSchema({ ...inDocument(schema), $id: name });
  const names: Record<string, string> = {};
  const titles: string[] = [];
  const add = (title: string, schema: Schema) => {
    const id = `v${titles.length}`;
    ajv.addSchema({ ...inDocument(schema), $id: id });
    names[id] = id;
    titles.push(title);
  };
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) addAll(`${method} ${path}`, operation, add);
  }
  add("refusal", { $ref: "#/components/schemas/Refusal" });
  const list = titles.map((title, at) => `${JSON.stringify(title)}: v${at}`).join(", ");
  const code = `${standalone(ajv, names)}\nexport const validators = { ${list} };`;
  return `${bundled(code)}\nexport const operations = ${JSON.stringify(document.paths)};`;
}

function addAll(name: string, operation: Operation, add: (title: string, schema: Schema) => void): void {
  const body = operation.requestBody?.content["application/json"];
  if (body) add(`${name} body`, body.schema);
  for (const parameter of operation.parameters ?? [])
    if (parameter.in === "query") add(`${name} ?${parameter.name}`, parameter.schema);
  for (const [status, { content }] of Object.entries(operation.responses)) {
    const answer = content?.["application/json"];
    if (answer) add(`${name} ${status}`, answer.schema);
  }
}

/** The schemas that have names are found beside the others. */
function inDocument(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/schemas/', '"'));
}

function bundled(code: string): string {
  const { outputFiles } = buildSync({
    stdin: { contents: code, resolveDir: root },
    bundle: true,
    format: "esm",
    platform: "neutral",
    minify: true,
    write: false,
  });
  return outputFiles[0]!.text;
}
