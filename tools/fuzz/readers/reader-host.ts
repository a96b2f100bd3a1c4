// The process that readers run in: what one of them does to it is seen from outside.
import { LearnPathError } from '@learnpath/contracts'
import { FOR_DOCUMENTS, READER_TARGETS } from './reader-targets.ts'

export interface ReaderQuestion {
  readonly target: string
  readonly bytes: Uint8Array
  readonly file: string
}

/** Null when it was read, or refused with an error of the table. */
export type ReaderVerdict = { readonly fault: string | null }

/** The reader process tells these two in words (parser-worker.ts). */
const isBounded = (failure: unknown): boolean =>
  failure instanceof RangeError && /call stack|string length|array buffer|array length/i.test(failure.message)
const isOfTheFormat = (failure: unknown): boolean => failure instanceof SyntaxError

async function judge({ target, bytes, file }: ReaderQuestion): Promise<ReaderVerdict> {
  try {
    await READER_TARGETS.find(({ name }) => name === target)?.read(bytes, file)
    return { fault: null }
  } catch (failure) {
    if (failure instanceof LearnPathError && failure.code !== 'LP_INTERNAL') return { fault: null }
    if (isBounded(failure) || (target === 'event stream' && isOfTheFormat(failure))) return { fault: null }
    return { fault: failure instanceof Error ? (failure.stack ?? failure.message).slice(0, 1500) : String(failure) }
  }
}

process.on('message', (question: ReaderQuestion) => {
  void judge(question).then((verdict) => process.send?.(verdict))
})
process.on('disconnect', () => process.exit(0))
// As in parser-worker.ts. Elsewhere the program itself reads, which would end.
if (process.argv.includes(FOR_DOCUMENTS)) process.on('unhandledRejection', () => undefined)
