import type { Context } from "hono";
import type { Download } from "../../acts/imports/exports.ts";
import type { Result } from "../../domain/problems/result.ts";
import type { AppEnv } from "../hono-env.ts";
import { answerFailure } from "./problem-json.ts";

/** Answers a CSV download, named after the import's file. */
export function answerDownload(c: Context<AppEnv>, result: Result<Download>, suffix: string): Response {
  if (!result.ok) return answerFailure(c, result.failure);
  const { import: found, bytes } = result.value;
  return csvResponse(
    bytes,
    suffix === "" ? found.file.name : `${found.file.name.replace(/\.csv$/i, "")}-${suffix}.csv`,
  );
}

/** Endings of names under which nothing is run or shown as a page where it is opened. */
const OF_TEXT = /\.(?:csv|tsv|tab|txt)$/i;

/**
 * Answers CSV as a file to be saved under this name (RFC 6266), never kept by a cache. Somebody else may have named it: whatever
 * ends otherwise, as a program or a page does, is saved as CSV (X4).
 */
export function csvResponse(content: Uint8Array | string | ReadableStream<Uint8Array>, given: string): Response {
  const name = OF_TEXT.test(given) ? given : `${given}.csv`;
  const plain = name.replace(/[^\x20-\x7e]|["\\]/g, "_");
  return new Response(content, {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`,
      "Cache-Control": "no-store",
    },
  });
}
