/** Makes an address of ours with a query, leaving out what is blank; `fragment` is where on the page to arrive. */
export function address(path: string, query: Readonly<Record<string, string>>, fragment = ""): string {
  const kept = Object.entries(query).filter(([, value]) => value !== "");
  const search = new URLSearchParams(kept.map(([name, value]): [string, string] => [name, value])).toString();
  return `${path}${search && `?${search}`}${fragment && `#${fragment}`}`;
}
