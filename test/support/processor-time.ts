/** Milliseconds of processor time that `work` took: unlike those of a clock, they are not other people's. */
export function processorTime(work: () => void): number {
  const before = process.cpuUsage()
  work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
