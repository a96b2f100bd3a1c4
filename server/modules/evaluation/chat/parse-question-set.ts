import { LearnPathError, type ChatQuestionSet } from '@learnpath/contracts'
import { isNode, LineCounter, parseDocument, type Document } from 'yaml'
import { z } from 'zod'

const Text = z.string().trim().min(1).max(2000)
const Id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'must be of small letters, digits and hyphens')
const Language = z.string().regex(/^[a-z]{2}$/, 'must be an ISO 639-1 code such as de')
const Word = z.string().trim().min(1).max(200)

const asked = {
  text: Text,
  topics: z
    .array(z.union([Word.transform((word) => [word]), z.array(Word).min(1).max(20)]))
    .max(20)
    .default([]),
  documents: z.array(Word).max(20).default([]),
  answerable: z.boolean().nullable().default(null),
}

const WrittenSet = z
  .object({
    id: Id,
    title: z.string().trim().min(1).max(200),
    description: z.string().trim().max(2000).default(''),
    language: Language,
    questions: z
      .array(
        z
          .object({
            id: Id,
            tier: z.number().int().min(1).max(3),
            language: Language.optional(),
            ...asked,
            followUps: z.array(z.object(asked).strict()).max(10).default([]),
          })
          .strict(),
      )
      .min(1)
      .max(500),
  })
  .strict()

/** A question set as it is kept: what was written, and the text it was written in. */
export type ParsedQuestionSet = Omit<ChatQuestionSet, 'shipped'>

/** Reads a question set in YAML. @throws LP_QUESTION_SET_INVALID with line and field of each mistake */
export function parseQuestionSet(yaml: string): ParsedQuestionSet {
  const lines = new LineCounter()
  // Aliases multiply what they name: a short text could become a huge one.
  const document = parseDocument(yaml, { lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  if (document.errors.length > 0) {
    throw invalid(
      document.errors.map(({ message, pos }) => ({ field: 'yaml', message, line: lines.linePos(pos[0]).line })),
    )
  }
  const place = (path: readonly PropertyKey[]) => lineOf(document, path, lines)
  const written = WrittenSet.safeParse(valueOf(document))
  if (!written.success) {
    throw invalid(
      written.error.issues.map(({ path, message }) => ({ field: fieldOf(path), message, line: place(path) })),
    )
  }
  const { questions, ...head } = written.data
  const twice = questions.flatMap(({ id }, at) => (questions.findIndex((other) => other.id === id) < at ? [at] : []))
  if (twice.length > 0) {
    throw invalid(
      twice.map((at) => {
        const path = ['questions', at, 'id']
        return { field: fieldOf(path), message: `there is another question "${questions[at]?.id}"`, line: place(path) }
      }),
    )
  }
  return {
    ...head,
    questions: questions.map(({ language = head.language, ...question }) => ({ ...question, language })),
    yaml,
  }
}

/** Few aliases are told; more are refused by the parser. */
function valueOf(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 20 })
  } catch (cause) {
    throw invalid([{ field: 'yaml', message: cause instanceof Error ? cause.message : String(cause), line: 1 }])
  }
}

interface Mistake {
  readonly field: string
  readonly message: string
  readonly line: number
}

function invalid(mistakes: readonly Mistake[]): LearnPathError {
  const [first] = mistakes
  const more = mistakes.length > 1 ? `, and ${mistakes.length - 1} more` : ''
  return new LearnPathError('LP_QUESTION_SET_INVALID', {
    ...(first === undefined ? {} : { detail: `line ${first.line}, ${first.field}: ${first.message}${more}` }),
    issues: mistakes.map(({ field, message, line }) => ({ field, message: `line ${line}: ${message}` })),
  })
}

/** questions[2].topics[0] */
const fieldOf = (path: readonly PropertyKey[]): string =>
  path.length === 0
    ? 'the whole'
    : path.map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at > 0 ? '.' : ''}${String(part)}`)).join('')

/** Of what is named; of what holds it when it is not there. */
function lineOf(document: Document, path: readonly PropertyKey[], lines: LineCounter): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}
