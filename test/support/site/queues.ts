/** Tells whether a queue carries ranges of rows: of imports that have many, or few (I2). */
export function carriesRows(queue: string): boolean {
  return queue === "muster-rows" || queue === "muster-rows-small";
}

/** Where a queue's messages go when their consumer has given them up, as wrangler.toml says it. */
export function deadQueueOf(queue: string): string {
  return queue.replace(/(-first|-small)?(-dead)?$/, "-dead");
}
