import type { SentFile } from "../../acts/imports/upload-import.ts";
import { MAX_FILE_BYTES } from "../../domain/limits.ts";
import { done, type Result, refuse } from "../../domain/problems/result.ts";
import { log, reasonOf } from "../../log.ts";
import { readBounded } from "./bounded-body.ts";

/** What a form may be larger than the file in it. */
const FORM_BYTES = 65_536;
const MAX_NAME_CHARACTERS = 255;

/** A file as it arrived, with the texts of the options beside it. */
export type UploadRequest = SentFile & { readonly options: Readonly<Record<string, string>> };

/** Reads the file of `POST …/imports` (api.md): the body itself with options in the query, or a form's `file`. */
export async function readUploadRequest(request: Request): Promise<Result<UploadRequest>> {
  const type = request.headers.get("Content-Type")?.split(";")[0]?.trim().toLowerCase() ?? "";
  const query = Object.fromEntries(new URL(request.url).searchParams);
  switch (type) {
    case "text/csv":
    case "application/octet-stream":
      return readPlain(request, query);
    case "multipart/form-data":
      return readForm(request, query);
    default:
      return refuse("unsupported_body_type", { wanted: "file" });
  }
}

async function readPlain(request: Request, query: Readonly<Record<string, string>>): Promise<Result<UploadRequest>> {
  const read = await readBounded(request, MAX_FILE_BYTES);
  if (!read.ok) return tooLarge(read);
  const { filename, ...options } = query;
  const name = filename ?? nameIn(request.headers.get("Content-Disposition"));
  return done({ name: cleanName(name), bytes: read.value, options });
}

async function readForm(request: Request, query: Readonly<Record<string, string>>): Promise<Result<UploadRequest>> {
  const read = await readBounded(request, MAX_FILE_BYTES + FORM_BYTES);
  if (!read.ok) return tooLarge(read);
  const form = await parseForm(read.value, request.headers.get("Content-Type") ?? "");
  const file = form?.get("file");
  if (!form || !(file instanceof File)) {
    return refuse("malformed_request", { reason: "no_file" });
  }
  if (file.size > MAX_FILE_BYTES) return refuse("file_too_large", { maxBytes: MAX_FILE_BYTES });
  const { filename, ...fields } = { ...query, ...textsOf(form) };
  return done({
    name: cleanName(filename ?? file.name),
    bytes: new Uint8Array(await file.arrayBuffer()),
    options: fields,
  });
}

/** Takes a multipart form apart; null when it is none. */
export async function parseForm(bytes: Uint8Array, type: string): Promise<FormData | null> {
  // A form that cannot be taken apart is the sender's fault, not ours.
  return new Response(bytes, { headers: { "Content-Type": type } }).formData().catch((error: unknown) => {
    log("form_unreadable", { reason: reasonOf(error) });
    return null;
  });
}

/** Fields that occur several times (check boxes) are joined with commas. */
function textsOf(form: FormData): Record<string, string> {
  const names = [...new Set(form.keys())].filter((name) => name !== "file");
  return Object.fromEntries(
    names.map((name) => [
      name,
      form
        .getAll(name)
        .filter((value) => typeof value === "string")
        .join(","),
    ]),
  );
}

function tooLarge(read: Extract<Result<Uint8Array>, { ok: false }>): Extract<Result<UploadRequest>, { ok: false }> {
  if (read.failure.code !== "body_too_large") return read;
  return refuse("file_too_large", { maxBytes: MAX_FILE_BYTES });
}

/** The name of a Content-Disposition header (RFC 6266), the extended form first. */
function nameIn(disposition: string | null): string | null {
  const extended = /filename\*\s*=\s*UTF-8''([^;]+)/i.exec(disposition ?? "")?.[1];
  if (extended !== undefined) return decodeSafely(extended);
  const plain = /filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;]+))/i.exec(disposition ?? "");
  return plain?.[1]?.replace(/\\(.)/g, "$1") ?? plain?.[2]?.trim() ?? null;
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

function cleanName(name: string | null): string {
  const last = (name ?? "").split(/[\\/]/).at(-1) ?? "";
  const clean = last.replace(/\p{C}/gu, "").trim();
  return [...clean].slice(0, MAX_NAME_CHARACTERS).join("") || "upload.csv";
}
