/** What something costs of the processor, in milliseconds: the least of three times, since others are at work as well. */
export async function costOf(run: () => Promise<unknown>): Promise<number> {
  const costs: number[] = [];
  for (let i = 0; i < 3; i++) {
    const before = process.cpuUsage();
    await run();
    const { user, system } = process.cpuUsage(before);
    costs.push((user + system) / 1000);
  }
  return Math.min(...costs);
}
