/** What stands between the cells of a row (F5). */
export type Delimiter = "," | ";" | "\t";
