import { type Column, columnKeys, columnOf, isMandatory } from "../../../domain/columns.ts";

/** What goes into each column, out of the one table of the template. */
export function ColumnsHelp({ licenseTypes }: { licenseTypes: number }) {
  return (
    <details class="small">
      <summary>What goes into each column</summary>
      <dl class="help">
        {columnKeys.map((key) => (
          <ColumnHelp column={columnOf(key)} licenseTypes={licenseTypes} />
        ))}
      </dl>
    </details>
  );
}

function ColumnHelp({ column, licenseTypes }: { column: Column; licenseTypes: number }) {
  return (
    <div>
      <dt>
        {column.name}
        {isMandatory(column, licenseTypes) && <b> mandatory</b>}
      </dt>
      <dd>{column.hint}</dd>
    </div>
  );
}
