import { LearnPathError } from '@learnpath/contracts'
import type { DocumentParser, ParseRequest } from '../../ports/document-parser.ts'
import type { ParsedDocument } from '../../ports/parsed-document.ts'
import { detectFormat } from './detect-format.ts'
import { findOcrEngine } from './ocr-engine.ts'
import { defaultReaderEntry, ReaderProcess } from './reader-process.ts'
import type { ReaderEntry } from './reader-process.ts'

/** Goes up whenever the same bytes would give another text or structure, so that stored texts can be told from new ones. */
export const PARSER_VERSION = '1'

/** A reader that holds more of its allowed memory than this after a document is replaced. */
const MAX_RESTING_SHARE = 0.75

export interface IsolatedDocumentParserOptions extends Partial<ReaderEntry> {
  /** Documents read at the same time. */
  readonly concurrency: number
  readonly timeoutMs: number
  /** Resident memory of one reader process. */
  readonly memoryMb: number
  /** After this time without work a reader process is ended and its memory given back. */
  readonly idleMs: number
  /** A reader process is replaced after so many documents. Default 500. */
  readonly documentsPerProcess?: number
}

interface Waiting {
  readonly take: (reader: ReaderProcess) => void
  readonly fail: (error: LearnPathError) => void
}

/**
 * Reads documents in child processes, bounded in time and memory. A process is used again for the next document; one that is
 * killed or crashes fails its own document only.
 */
export function createIsolatedDocumentParser(options: IsolatedDocumentParserOptions): DocumentParser {
  return new IsolatedDocumentParser(options)
}

class IsolatedDocumentParser implements DocumentParser {
  readonly #options: IsolatedDocumentParserOptions
  readonly #entry: ReaderEntry
  readonly #readers = new Set<ReaderProcess>()
  readonly #idle = new Map<ReaderProcess, NodeJS.Timeout>()
  readonly #waiting: Waiting[] = []
  #ocr: Promise<string | null> | undefined
  #closed = false

  constructor(options: IsolatedDocumentParserOptions) {
    this.#options = options
    const standard = options.workerEntry === undefined ? defaultReaderEntry() : null
    this.#entry = {
      workerEntry: options.workerEntry ?? (standard as ReaderEntry).workerEntry,
      execArgv: options.execArgv ?? standard?.execArgv ?? [],
    }
  }

  async parse(request: ParseRequest, signal?: AbortSignal): Promise<ParsedDocument> {
    const reader = await this.#acquire(signal)
    try {
      return await reader.parse(request, this.#options.timeoutMs, signal)
    } finally {
      this.#giveBack(reader)
    }
  }

  detectFormat(head: Uint8Array, name: string): ReturnType<DocumentParser['detectFormat']> {
    return detectFormat(head, name)
  }

  warm(): void {
    if (!this.#closed && this.#idle.size === 0 && this.#readers.size < this.#options.concurrency) {
      this.#rest(this.#fork())
    }
  }

  async ocrEngine(): Promise<string | null> {
    this.#ocr ??= findOcrEngine()
    return await this.#ocr
  }

  async close(): Promise<void> {
    this.#closed = true
    for (const waiting of this.#waiting.splice(0)) waiting.fail(new LearnPathError('LP_SERVER_STOPPING'))
    const readers = [...this.#readers]
    for (const timer of this.#idle.values()) clearTimeout(timer)
    this.#idle.clear()
    for (const reader of readers) reader.kill('LP_SERVER_STOPPING')
    await Promise.all(readers.map(async (reader) => await reader.ended()))
  }

  async #acquire(signal?: AbortSignal): Promise<ReaderProcess> {
    if (this.#closed) throw new LearnPathError('LP_SERVER_STOPPING')
    if (signal?.aborted) throw new LearnPathError('LP_JOB_CANCELLED')
    const idle = this.#idle.keys().next()
    if (idle.done !== true) return this.#wake(idle.value)
    if (this.#readers.size < this.#options.concurrency) return this.#fork()
    return await this.#wait(signal)
  }

  async #wait(signal?: AbortSignal): Promise<ReaderProcess> {
    return await new Promise((resolve, reject) => {
      const onAbort = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1)
        reject(new LearnPathError('LP_JOB_CANCELLED'))
      }
      const waiting: Waiting = {
        take: (reader) => {
          signal?.removeEventListener('abort', onAbort)
          resolve(reader)
        },
        fail: reject,
      }
      signal?.addEventListener('abort', onAbort, { once: true })
      this.#waiting.push(waiting)
    })
  }

  #giveBack(reader: ReaderProcess): void {
    const { memoryMb, documentsPerProcess = 500 } = this.#options
    const isWorn =
      reader.documents >= documentsPerProcess || reader.residentBytes > memoryMb * 1024 * 1024 * MAX_RESTING_SHARE
    if (isWorn) this.#retire(reader)
    const next = this.#closed ? undefined : this.#waiting.shift()
    if (next !== undefined) next.take(this.#readers.has(reader) ? reader : this.#fork())
    else if (this.#readers.has(reader)) this.#rest(reader)
  }

  #fork(): ReaderProcess {
    const { memoryMb, timeoutMs } = this.#options
    const limits = { residentBytes: memoryMb * 1024 * 1024, programTimeoutMs: timeoutMs }
    const reader = new ReaderProcess(this.#entry, limits, (ended) => {
      this.#readers.delete(ended)
      clearTimeout(this.#idle.get(ended))
      this.#idle.delete(ended)
    })
    this.#readers.add(reader)
    return reader
  }

  /** Ends a reader that has no work. */
  #retire(reader: ReaderProcess): void {
    clearTimeout(this.#idle.get(reader))
    this.#idle.delete(reader)
    this.#readers.delete(reader)
    reader.kill('LP_PARSE_CRASHED')
  }

  #rest(reader: ReaderProcess): void {
    const timer = setTimeout(() => this.#retire(reader), this.#options.idleMs)
    timer.unref()
    this.#idle.set(reader, timer)
  }

  #wake(reader: ReaderProcess): ReaderProcess {
    clearTimeout(this.#idle.get(reader))
    this.#idle.delete(reader)
    return reader
  }
}
