import { done, type Result, refuse } from "../../domain/problems/result.ts";

/**
 * Reads the text of a JSON body: UTF-8 and nothing else (RFC 8259), each member once. Parsers keep one of two members of a
 * name and say nothing, so that a wish would be lost in silence.
 */
export function readJsonText(bytes: Uint8Array): Result<unknown> {
  const text = decoded(bytes);
  if (text === null) return refuse("malformed_encoding", { body: "json" });
  const json = parsed(text);
  if (json === null) return refuse("malformed_request", { reason: "not_json" });
  const twice = repeatedMember(text);
  return twice === null ? done(json.value) : refuse("malformed_request", { reason: "twice", name: twice });
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function parsed(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** What tells where members are: texts, and the signs around them. */
const signs = /"(?:[^"\\]|\\.)*"|[{}[\],]/g;

/** Gives the first name that an object of a valid JSON text has twice, however it is escaped; null where there is none. */
function repeatedMember(text: string): string | null {
  const open: (Set<string> | null)[] = [];
  let isName = false;
  for (const [sign] of text.matchAll(signs)) {
    if (sign === "{" || sign === "[") open.push(sign === "{" ? new Set() : null);
    if (sign === "}" || sign === "]") open.pop();
    const members = open.at(-1);
    if (sign.startsWith('"') && isName && members) {
      const name = String(JSON.parse(sign));
      if (members.has(name)) return name;
      members.add(name);
    }
    isName = sign === "{" || (sign === "," && members !== null);
  }
  return null;
}
