import { Worker } from 'node:worker_threads'
import { LearnPathError } from '@learnpath/contracts'
import { parseFile } from './parse-file.ts'
import type { ReaderAnswer, ReaderLimits, ReaderQuestion } from './parser-messages.ts'

/** The reader process: parses one document after another for its parent and ends with it. */
const WATCH_INTERVAL_MS = 25

const limits = JSON.parse(process.argv[2] ?? '{}') as ReaderLimits

/**
 * Ends the process when its resident memory passes the limit. It needs a thread of its own, because the main one may be
 * inside a parser for long; it has nothing but plain JavaScript, so that it starts at once and works in any bundle.
 */
function watchMemory(limitBytes: number): void {
  const watcher = new Worker(
    `const { workerData } = require('node:worker_threads')
     setInterval(() => {
       if (process.memoryUsage.rss() > workerData.limitBytes) process.kill(process.pid, 'SIGKILL')
     }, workerData.intervalMs)`,
    {
      eval: true,
      execArgv: [],
      workerData: { limitBytes, intervalMs: WATCH_INTERVAL_MS },
      resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 2 },
    },
  )
  watcher.unref()
}

/** Programs started for OCR share our process group and must not outlive us. */
function endWithParent(): void {
  if (process.platform === 'win32') process.exit(0)
  process.kill(-process.pid, 'SIGKILL')
}

function failure(error: unknown): { code: LearnPathError['code']; detail: string | null } {
  if (error instanceof LearnPathError) return { code: error.code, detail: error.context.detail ?? null }
  if (error instanceof RangeError && /call stack/i.test(error.message)) {
    return { code: 'LP_PARSE_TOO_LARGE', detail: 'it is nested too deeply' }
  }
  if (error instanceof RangeError && /string length|array buffer|array length/i.test(error.message)) {
    return { code: 'LP_PARSE_TOO_LARGE', detail: 'it does not fit into memory' }
  }
  return { code: 'LP_PARSE_CRASHED', detail: error instanceof Error ? error.message : String(error) }
}

function reportAlive(): void {
  process.send?.({ kind: 'alive' } satisfies ReaderAnswer)
}

async function answer(question: ReaderQuestion): Promise<ReaderAnswer> {
  try {
    const parsed = await parseFile(question, { programTimeoutMs: limits.programTimeoutMs, onProgress: reportAlive })
    return { kind: 'parsed', parsed, residentBytes: process.memoryUsage.rss() }
  } catch (error) {
    return { kind: 'failed', ...failure(error), residentBytes: process.memoryUsage.rss() }
  }
}

watchMemory(limits.residentBytes)
process.on('disconnect', endWithParent)
// pdf.js leaves promises behind that nobody waits for, of damaged files. What it is asked for it answers all the same, and the next document has nothing to
// do with it.
process.on('unhandledRejection', (reason) => process.stderr.write(`left behind: ${String(reason)}\n`))
process.on('message', (question: ReaderQuestion) => {
  void answer(question).then((result) => process.send?.(result))
})
