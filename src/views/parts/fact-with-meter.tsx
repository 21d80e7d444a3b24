import { Meter } from "./pictures.tsx";

type Props = {
  readonly name: string;
  /** What is left, in words. */
  readonly value: string;
  readonly used: number;
  readonly of: number;
  readonly few: boolean;
};

/** A name and a value, and under them how much is used. */
export function FactWithMeter({ name, value, used, of, few }: Props) {
  return (
    <div>
      <dt>{name}</dt>
      <dd class={few ? "warn-text" : undefined}>{value}</dd>
      <dd class="wide">
        <Meter used={used} of={of} few={few} />
      </dd>
    </div>
  );
}
