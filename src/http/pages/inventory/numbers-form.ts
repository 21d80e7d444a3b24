import { MAX_FILE_BYTES } from "../../../domain/limits.ts";
import { done, type Result, refuse } from "../../../domain/problems/result.ts";
import { readBounded } from "../../request/bounded-body.ts";
import { parseMultipart } from "../../request/multipart.ts";

/** What was pasted, and the file if one was chosen. */
export type NumbersForm = {
  readonly text: string;
  readonly file: { readonly name: string; readonly bytes: Uint8Array } | null;
};

/** What is pasted may be as large as a file. */
const MAX_FORM_BYTES = 2 * MAX_FILE_BYTES;

/** Reads the form for parking numbers; no file has to be chosen. */
export async function readNumbersForm(request: Request): Promise<Result<NumbersForm>> {
  const read = await readBounded(request, MAX_FORM_BYTES);
  if (!read.ok && read.failure.code === "body_too_large") return tooLarge();
  if (!read.ok) return read;
  const parts = parseMultipart(read.value, request.headers.get("Content-Type") ?? "");
  if (!parts) return refuse("malformed_request", { reason: "no_form" });
  const [text, file] = ["numbers", "file"].map((field) => parts.find(({ name }) => name === field));
  if (file && file.bytes.byteLength > MAX_FILE_BYTES) return tooLarge();
  const chosen = file !== undefined && file.bytes.byteLength > 0;
  return done({
    text: text ? new TextDecoder().decode(text.bytes) : "",
    file: chosen ? { name: file.filename ?? "", bytes: file.bytes } : null,
  });
}

function tooLarge() {
  return refuse("file_too_large", { maxBytes: MAX_FILE_BYTES });
}
