import type { Child, PropsWithChildren } from "hono/jsx";

type Props = PropsWithChildren<{
  /** What is the case, never where one is. */
  readonly title: Child;
  /** One sentence under it. */
  readonly lede?: Child;
  /** Where the page belongs, and whose it is. */
  readonly crumb?: Child;
}>;

/** The head of a page: what is the case, and beside it what one does next. */
export function Head({ title, lede, crumb, children }: Props) {
  return (
    <div class="head">
      <div>
        {crumb && <p class="crumb">{crumb}</p>}
        <h1>{title}</h1>
        {lede && <p class="lede">{lede}</p>}
      </div>
      {children && <div class="bar acts">{children}</div>}
    </div>
  );
}
