import type { SentFile } from "../../acts/imports/upload-import.ts";
import { encodingOfCharset } from "../../domain/file/encoding/named.ts";
import { MAX_FILE_BYTES } from "../../domain/limits.ts";
import { done, type Result, refuse } from "../../domain/problems/result.ts";
import { readBounded } from "./bounded-body.ts";
import { type FormPart, filenameIn, parseMultipart } from "./multipart.ts";

/** What a form may be larger than the file in it. */
const FORM_BYTES = 65_536;
const MAX_NAME_CHARACTERS = 255;

/** What a file is called that came without a name. */
export const NO_NAME = "upload.csv";

/** A file as it arrived, with the texts of the options beside it. */
export type UploadRequest = SentFile & {
  /** The charset that the sender names for the file; null without one (F4). */
  readonly charset: string | null;
  readonly options: Readonly<Record<string, string>>;
};

/** Beside the body: what stood in the address, and the fields of a form that are a list where they occur several times. */
type Beside = { readonly query: Readonly<Record<string, string>>; readonly lists: readonly string[] };

/** What a person sends: check boxes of one name are one list. */
export const ofPage: Beside = { query: {}, lists: ["services"] };

/**
 * Reads the file of `POST …/imports` (api.md): the body itself with options in the query, or a form's `file`. An option that
 * is given twice, or differs between address and form, is refused: one of the two would be lost in silence.
 */
export async function readUploadRequest(request: Request, beside: Beside): Promise<Result<UploadRequest>> {
  const type = request.headers.get("Content-Type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  switch (type) {
    case "text/csv":
    case "application/octet-stream":
    case "application/vnd.ms-excel":
      return readPlain(request, beside.query);
    case "multipart/form-data":
      return readForm(request, beside);
    default:
      return refuse("unsupported_body_type", { wanted: "file" });
  }
}

/** Gives the options of an upload; the charset that its sender names stands for the encoding, where no option does (F4). */
export function withCharset({ options, charset }: UploadRequest): UploadRequest["options"] {
  const encoding = charset === null ? null : encodingOfCharset(charset);
  return encoding === null ? options : { encoding, ...options };
}

async function readPlain(request: Request, query: Readonly<Record<string, string>>): Promise<Result<UploadRequest>> {
  const read = await readBounded(request, MAX_FILE_BYTES);
  if (!read.ok) return tooLarge(read);
  const { filename, ...options } = query;
  const name = filename ?? filenameIn(request.headers.get("Content-Disposition") ?? "");
  const charset = charsetIn(request.headers.get("Content-Type"));
  return done({ name: cleanName(name), bytes: read.value, charset, options });
}

async function readForm(request: Request, { query, lists }: Beside): Promise<Result<UploadRequest>> {
  const read = await readBounded(request, MAX_FILE_BYTES + FORM_BYTES);
  if (!read.ok) return tooLarge(read);
  const parts = parseMultipart(read.value, request.headers.get("Content-Type") ?? "");
  const files = parts?.filter(({ name }) => name === "file") ?? [];
  const [file] = files;
  if (!parts || !file) return refuse("malformed_request", { reason: "no_file" });
  if (files.length > 1) return refuse("malformed_request", { reason: "two_files" });
  if (file.bytes.byteLength > MAX_FILE_BYTES) return refuse("file_too_large", { maxBytes: MAX_FILE_BYTES });
  const fields = textsOf(parts, lists);
  if (!fields.ok) return fields;
  const differing = Object.keys(fields.value).find(
    (name) => (query[name] ?? fields.value[name]) !== fields.value[name],
  );
  if (differing !== undefined) return refuse("malformed_request", { reason: "contradictory", name: differing });
  const { filename, ...options } = { ...query, ...fields.value };
  const charset = charsetIn(file.type);
  return done({ name: cleanName(filename ?? file.filename), bytes: file.bytes, charset, options });
}

function textsOf(parts: readonly FormPart[], lists: readonly string[]): Result<Record<string, string>> {
  const fields = Map.groupBy(
    parts.filter(({ name }) => name !== "file"),
    ({ name }) => name,
  );
  const twice = [...fields].find(([name, all]) => all.length > 1 && !lists.includes(name));
  if (twice) return refuse("malformed_request", { reason: "twice", name: twice[0] });
  const textOf = ({ bytes }: FormPart) => new TextDecoder().decode(bytes);
  return done(Object.fromEntries([...fields].map(([name, all]) => [name, all.map(textOf).join(",")])));
}

/** The charset that a Content-Type names; null without one. */
function charsetIn(type: string | null): string | null {
  const [, quoted, plain] = /;\s*charset\s*=\s*(?:"([^"]*)"|([^;\s]+))/i.exec(type ?? "") ?? [];
  return quoted ?? plain ?? null;
}

function tooLarge(read: Extract<Result<Uint8Array>, { ok: false }>): Extract<Result<UploadRequest>, { ok: false }> {
  if (read.failure.code !== "body_too_large") return read;
  return refuse("file_too_large", { maxBytes: MAX_FILE_BYTES });
}

function cleanName(name: string | null): string {
  const last = (name ?? "").split(/[\\/]/).at(-1) ?? "";
  const clean = last.replace(/\p{C}/gu, "").trim();
  return [...clean].slice(0, MAX_NAME_CHARACTERS).join("") || NO_NAME;
}
