import type { Child, PropsWithChildren } from "hono/jsx";

type Props = PropsWithChildren<{
  readonly id: string;
  readonly title: string;
  /** Said beside the title, while it is folded too. */
  readonly figures?: Child;
  readonly open?: boolean;
  /** What it is: a question, something that stands in the way, or what is seen on a wide screen even while it is folded. */
  readonly tone?: "ask" | "bad" | "seen";
  /** A script that is wanted once it is opened. */
  readonly script?: string;
}>;

/** A part of the head of a sheet that is folded, so that the first rows are in sight. */
export function Fold({ id, title, figures, open = false, tone, script, children }: Props) {
  return (
    <details id={id} class={tone ? `panel fold ${tone}` : "panel fold"} open={open} data-script={script}>
      <summary>
        <h2>{title}</h2>
        {figures && <span class="soft"> {figures}</span>}
      </summary>
      <div class="stack">{children}</div>
    </details>
  );
}
