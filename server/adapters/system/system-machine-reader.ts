import { statfs } from 'node:fs/promises'
import { availableParallelism, cpus, freemem, totalmem } from 'node:os'
import type { MachineReader } from '../../ports/machine-reader.ts'

/** Asks the operating system. */
export function createSystemMachineReader({ home }: { readonly home: string }): MachineReader {
  return {
    process() {
      const { rss, heapUsed } = process.memoryUsage()
      const { user, system } = process.cpuUsage()
      return { residentBytes: rss, heapBytes: heapUsed, processorMs: (user + system) / 1000 }
    },
    machine: () => ({
      processorName: cpus()[0]?.model.trim() ?? '',
      processors: availableParallelism(),
      memoryBytes: totalmem(),
      freeMemoryBytes: freemem(),
    }),
    async disk() {
      const { bavail, blocks, bsize } = await statfs(home)
      return { totalBytes: blocks * bsize, freeBytes: bavail * bsize }
    },
  }
}
