/** A picture never stands alone: its words stand beside it, so that it is not read out. */
const stretched = { preserveAspectRatio: "none" } as const;

type MeterProps = {
  /** What is used, of how many. */
  readonly used: number;
  readonly of: number;
  /** Whether what is left is little. */
  readonly few?: boolean;
};

/** How much of something is used. */
export function Meter({ used, of, few = false }: MeterProps) {
  return (
    <svg class={few ? "meter few" : "meter"} viewBox="0 0 100 8" {...stretched} aria-hidden="true">
      <rect class="was" width={share(used, of, 100)} height="8" />
    </svg>
  );
}

type TakenProps = { readonly used: number; readonly takes: number; readonly of: number };

/** How much of something is used now, and how much more this import would take of it. */
export function TakenMeter({ used, takes, of }: TakenProps) {
  const was = share(used, of, 100);
  return (
    <svg class="meter" viewBox="0 0 100 8" {...stretched} aria-hidden="true">
      <rect class="was" width={was} height="8" />
      <rect class="in" x={was} width={Math.min(share(takes, of, 100), Math.max(0, 100 - was))} height="8" />
    </svg>
  );
}

type StripProps = {
  /** What is done. */
  readonly done: number;
  /** What went wrong, or was not created. */
  readonly out: number;
  readonly of: number;
};

const WIDE = 200;

/** The shares of something: done, wrong, and what is left of it. */
export function Strip({ done, out, of }: StripProps) {
  const [one, other] = [share(done, of, WIDE), share(out, of, WIDE)];
  return (
    <svg class="strip" viewBox={`0 0 ${WIDE} 12`} {...stretched} aria-hidden="true">
      {done > 0 && <rect class="in" width={one} height="12" />}
      {out > 0 && <rect class="out" x={one} width={other} height="12" />}
      {done > 0 && out > 0 && <rect class="gap" x={one - 0.4} width=".8" height="12" />}
    </svg>
  );
}

/** Little is still seen. */
const LEAST = 0.01;

function share(part: number, of: number, wide: number): number {
  if (of <= 0 || part <= 0) return 0;
  return Math.round(Math.max(LEAST, part / of) * wide * 10) / 10;
}
