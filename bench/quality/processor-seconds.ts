/** Processor time of this process during the work: of work on one thread, its duration on a machine that does nothing else. */
export async function processorSeconds(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}
