import type { Child, PropsWithChildren } from "hono/jsx";

type Props = PropsWithChildren<{
  /** Where the form is sent. */
  readonly action: string;
  /** The words of the button, which takes something away. */
  readonly act: string;
  /** The way back, on which nothing happens. */
  readonly keep: { readonly href: string; readonly label: string };
  /** What it means, before it is done. */
  readonly means: readonly Child[];
}>;

/** Asks once more before something is taken away, and says what that means. */
export function Sure({ action, act, keep, means, children }: Props) {
  return (
    <form class="panel bad roomy stack read" method="post" action={action}>
      <ul class="dots">
        {means.map((one) => (
          <li>{one}</li>
        ))}
      </ul>
      {children}
      <div class="bar">
        <button type="submit" class="btn stop">
          {act}
        </button>
        <a class="btn" href={keep.href}>
          {keep.label}
        </a>
      </div>
    </form>
  );
}
