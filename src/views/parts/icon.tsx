const paths = {
  check: "m3 8.5 3.2 3.2L13 4.8",
  x: "m4 4 8 8m0-8-8 8",
  bang: "M8 3v6m0 3.5v.2",
  info: "M8 7v5M8 4v.2",
  get: "M8 3v8M4.5 7.5 8 11l3.5-3.5M3 13.5h10",
  undo: "M6 3.5 3 6.5l3 3M3 6.5h6.5a3.5 3.5 0 0 1 0 7H7",
  search: "M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 1 1 0-9m3.5 8L14 14",
} as const;

/** The signs that stand before a word. */
export type Sign = keyof typeof paths;

/** A sign beside a word, which says the same. */
export function Icon({ sign }: { sign: Sign }) {
  return (
    <svg class="i" viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[sign]} />
    </svg>
  );
}
