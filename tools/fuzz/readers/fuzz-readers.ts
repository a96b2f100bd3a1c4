import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { randomFor } from '../../../server/kernel/seeded-random.ts'
import { ROOT } from '../../product-process.ts'
import type { Findings } from '../finding.ts'
import { mutate } from './mutate-bytes.ts'
import { ReaderProcess } from './reader-process.ts'
import { READER_TARGETS, samplesFor, type ReaderTarget } from './reader-targets.ts'

export interface ReaderFuzzing {
  readonly seed: number
  readonly seconds: number
  readonly folder: string
  readonly findings: Findings
  /** Further samples, beside those that come with LearnPath. */
  readonly dataFolder: string
}

/** Gives damaged files to every reader, in turn, until the time is up. @returns how many each of them got */
export async function fuzzReaders(options: ReaderFuzzing): Promise<Readonly<Record<string, number>>> {
  const { seed, seconds, folder, findings, dataFolder } = options
  const folders = [
    join(ROOT, 'samples'),
    ...['docling', 'python-docx', 'awkward-pdf'].map((name) => join(dataFolder, name)),
  ]
  await mkdir(folder, { recursive: true })
  const counts: Record<string, number> = {}
  const readers = [new ReaderProcess({ isDocument: true }), new ReaderProcess({ isDocument: false })] as const
  const readerFor = ({ isDocument = false }: ReaderTarget): ReaderProcess => readers[isDocument ? 0 : 1]
  const until = performance.now() + seconds * 1000
  const prepared = await Promise.all(
    READER_TARGETS.map(async (target) => ({ target, samples: await samplesFor(target, folders) })),
  )
  const usable = prepared.filter(({ samples }) => samples.length > 0)
  try {
    for (let round = 0; performance.now() < until; round++) {
      for (const { target, samples } of usable) {
        if (performance.now() > until) break
        const random = randomFor(seed, `${target.name} ${round}`)
        const sample = () => samples[Math.floor(random() * samples.length)] ?? new Uint8Array()
        const bytes = mutate(sample(), sample(), random)
        counts[target.name] = (counts[target.name] ?? 0) + 1
        const what = await readerFor(target).read({ target: target.name, bytes, file: join(folder, 'file') }, target)
        if (what === null || findings.has({ subject: target.name, what })) continue
        const smallest = await shrink(readerFor(target), { target, bytes, file: join(folder, 'file'), what })
        await findings.add({
          subject: target.name,
          what,
          replay: { reader: target.name, base64: Buffer.from(smallest).toString('base64') },
        })
      }
    }
    return counts
  } finally {
    for (const reader of readers) reader.close()
  }
}

interface Found {
  readonly target: ReaderTarget
  readonly bytes: Uint8Array
  readonly file: string
  readonly what: string
}

const SHRINK_MS = 20_000
const firstLine = (text: string): string => text.split('\n')[0] ?? ''

/** Leaves out pieces, large ones first, as long as the same goes wrong and there is time. */
async function shrink(reader: ReaderProcess, { target, bytes, file, what }: Found): Promise<Uint8Array> {
  const until = performance.now() + SHRINK_MS
  let smallest = bytes
  for (let size = Math.ceil(bytes.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < smallest.length && performance.now() < until;) {
      const shorter = Buffer.concat([smallest.subarray(0, at), smallest.subarray(at + size)])
      const fault = await reader.read({ target: target.name, bytes: shorter, file })
      if (fault !== null && firstLine(fault) === firstLine(what)) smallest = shorter
      else at += size
    }
  }
  return smallest
}

/** A file that was found before. @returns what is wrong with the reading of it */
export async function replayReading(folder: string, name: string, base64: string): Promise<string | null> {
  await mkdir(folder, { recursive: true })
  const reader = new ReaderProcess(READER_TARGETS.find((target) => target.name === name) ?? {})
  try {
    return await reader.read({ target: name, bytes: Buffer.from(base64, 'base64'), file: join(folder, 'file') })
  } finally {
    reader.close()
  }
}
