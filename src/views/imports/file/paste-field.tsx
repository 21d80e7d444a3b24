/** Takes rows that were copied from a spreadsheet; with a script they may be pasted anywhere on the page. */
export function PasteField({ pasted }: { pasted: string }) {
  return (
    <details class="panel" id="paste-box" open={pasted !== ""}>
      <summary>Or paste rows copied from a spreadsheet</summary>
      <div class="stack tight">
        <label class="label" for="pasted">
          Rows pasted from a spreadsheet
        </label>
        <textarea
          class="input verbatim"
          id="pasted"
          name="pasted"
          rows={7}
          autocomplete="off"
          aria-describedby="pasted-said pasted-hint"
        >
          {pasted}
        </textarea>
        <span class="small" id="pasted-said" role="status" />
        <p class="hint" id="pasted-hint">
          The first row names the columns, as in the template.
        </p>
        <div class="bar">
          <button type="button" class="btn low" id="paste-clear" hidden>
            Clear, and choose a file instead
          </button>
        </div>
      </div>
    </details>
  );
}
