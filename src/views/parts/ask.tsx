import type { PropsWithChildren } from "hono/jsx";

type Props = PropsWithChildren<{ readonly id: string; readonly heading: string }>;

/** A question that is to be answered before anything goes on. */
export function Ask({ id, heading, children }: Props) {
  return (
    <section id={id} class="panel ask stack" aria-labelledby={`${id}-heading`}>
      <h2 id={`${id}-heading`}>{heading}</h2>
      {children}
    </section>
  );
}
