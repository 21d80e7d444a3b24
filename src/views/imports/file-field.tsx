import { MAX_FILE_BYTES, MAX_ROWS } from "../../domain/limits.ts";
import { sayBytes } from "../words.ts";

/** Asks for the CSV file, and says what was chosen. A file that is dropped is taken as well. */
export function FileField({ label, required = true }: { label: string; required?: boolean }) {
  return (
    <div class="drop">
      <label class="label" for="file">
        {label}
      </label>
      <input
        id="file"
        name="file"
        type="file"
        accept=".csv,.txt,text/csv"
        required={required}
        aria-describedby="file-said file-hint"
        data-bytes={MAX_FILE_BYTES}
        data-rows={MAX_ROWS}
      />
      <span id="file-said" role="status" />
      <span class="hint" id="file-hint">
        CSV, at most {sayBytes(MAX_FILE_BYTES)}. In Excel: File → Save as → CSV UTF-8. XLS and XLSX are not accepted.
      </span>
    </div>
  );
}
