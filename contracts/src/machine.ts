import { z } from 'zod'

export const Latency = z
  .object({
    count: z.int(),
    p50Ms: z.number().nullable().describe('Half of them took no longer. Null when there were none.'),
    p95Ms: z.number().nullable().describe('Of twenty, nineteen took no longer.'),
  })
  .register(z.globalRegistry, { id: 'Latency' })
export type Latency = z.infer<typeof Latency>

const Latencies = z
  .record(z.string(), Latency)
  .describe(
    '"search", "answer", and the stages of a search (keyword, embed, vector, fuse, load, rerank), as far as there were any.',
  )

/** What the program did within one interval, and what it held at its end. */
export const MachineSample = z
  .object({
    at: z.iso.datetime().describe('End of the interval.'),
    residentBytes: z.int(),
    heapBytes: z.int(),
    processors: z
      .number()
      .describe('Processors that the program kept busy, on average; 1 is one of them all the time.'),
    jobs: z.int().describe('Jobs that waited or ran at the end.'),
    latencies: Latencies,
    cacheHits: z.int(),
    cacheLookups: z.int(),
  })
  .register(z.globalRegistry, { id: 'MachineSample' })
export type MachineSample = z.infer<typeof MachineSample>

/** Whether the machine has room, and whether the program is fast: now, within the last hour, and over it. */
export const Machine = z
  .object({
    processor: z.object({ name: z.string(), count: z.int() }),
    memory: z.object({
      residentBytes: z.int().describe('Of the program.'),
      heapBytes: z.int(),
      totalBytes: z.int().describe('Of the machine.'),
      freeBytes: z.int().describe('Of the machine: what programs can still be given.'),
    }),
    disk: z.object({ totalBytes: z.int(), freeBytes: z.int() }).describe('Where the data folder is.'),
    lastHour: z
      .object({
        latencies: Latencies,
        caches: z.record(z.string(), z.object({ hits: z.int(), lookups: z.int() })),
      })
      .describe('Of the last 55 to 60 minutes, or since the start.'),
    intervalSeconds: z.number(),
    history: z
      .array(MachineSample)
      .describe('At most an hour, the oldest first; the last one is of the interval that has just begun.'),
  })
  .register(z.globalRegistry, { id: 'Machine' })
export type Machine = z.infer<typeof Machine>
