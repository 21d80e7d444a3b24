import type { Context } from "hono";
import { type Parked, park } from "../../../acts/inventory/numbers.ts";
import { shownValue } from "../../../domain/cells/text.ts";
import { decodeFile } from "../../../domain/file/decode.ts";
import { splitNumbers, type WrittenNumber } from "../../../domain/file/number-list.ts";
import { MAX_NUMBERS_PARKED } from "../../../domain/limits.ts";
import { done, type Failure, type Result, refuse } from "../../../domain/problems/result.ts";
import { type ParkedSome, ParkNumbersPage } from "../../../views/inventory/park-numbers.tsx";
import { statusOf } from "../../answer/statuses.ts";
import type { AppEnv } from "../../hono-env.ts";
import { setRetryAfter, show, viewerOf } from "../show.tsx";
import { type NumbersForm, readNumbersForm } from "./numbers-form.ts";

type Shown = { readonly text?: string; readonly outcome?: ParkedSome; readonly failure?: Failure };

/** Shows the form for parking numbers; with what was rejected, or why nothing was done. */
export function showParkForm(c: Context<AppEnv>, shown: Shown = {}): Response {
  const { failure } = shown;
  if (failure) setRetryAfter(c, failure);
  const page = <ParkNumbersPage viewer={viewerOf(c)} {...shown} />;
  const status = failure ? statusOf(failure.code) : shown.outcome?.parked === 0 ? 422 : 200;
  return show(c, page, status);
}

/** Parks what was pasted and what the file holds; what was rejected stays in the form, the rest is parked. */
export async function receiveNumbers(c: Context<AppEnv>): Promise<Response> {
  const form = await readNumbersForm(c.req.raw);
  if (!form.ok) return showParkForm(c, { failure: form.failure });
  const { text } = form.value;
  const written = readWritten(form.value);
  if (!written.ok) return showParkForm(c, { text, failure: written.failure });
  const parked = await park(
    c.var.scene,
    written.value.map(({ value }) => value),
  );
  if (!parked.ok) return showParkForm(c, { text, failure: parked.failure });
  const { rejected, already_present } = parked.value;
  if (rejected.length === 0) {
    return c.redirect(`/numbers?news=parked&parked=${parked.value.parked}&present=${already_present}`, 303);
  }
  // What was probably meant is filled in, to be looked at: a whole list may lack its country code.
  const left = rejected.map(({ value, suggestion }) => suggestion ?? value).join("\n");
  return showParkForm(c, { text: left, outcome: describe(written.value, parked.value) });
}

/** A number with where it stands: `file` is the name of the file, null for what was pasted. */
type Placed = WrittenNumber & { readonly file: string | null };

function readWritten({ text, file }: NumbersForm): Result<readonly Placed[]> {
  const decoded = file && decodeFile(file.bytes, "windows-1252");
  if (decoded && !decoded.ok) return { ok: false, failure: decoded.problem };
  const pasted = splitNumbers(text).map((number) => ({ ...number, file: null }));
  const inFile = splitNumbers(decoded?.text ?? "").map((number) => ({ ...number, file: file?.name ?? null }));
  const written = [...pasted, ...inFile];
  if (written.length === 0) {
    return refuse("invalid_option", { about: "no_numbers" });
  }
  if (written.length <= MAX_NUMBERS_PARKED) return done(written);
  return refuse("invalid_option", { about: "too_many_numbers", count: written.length, most: MAX_NUMBERS_PARKED });
}

function describe(written: readonly Placed[], { parked, already_present, rejected }: Parked): ParkedSome {
  const shown = rejected.map((problem) => {
    const { at, value, suggestion } = problem;
    const { line = 0, file = null } = written[at] ?? {};
    return {
      place: file === null ? String(line) : `${line} of ${file}`,
      value: shownValue(value),
      problem,
      suggestion,
    };
  });
  return { parked, already_present, rejected: shown };
}
