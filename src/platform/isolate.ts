let since: number | null = null;

/**
 * Tells since when this isolate has been at work; the first who asks sets it. Where everything runs in one process, who
 * took a lease before that died with the process before.
 */
export function isolateSince(): number {
  since ??= Date.now();
  return since;
}
