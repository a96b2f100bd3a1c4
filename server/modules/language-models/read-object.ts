import type { z } from 'zod'

export type ReadObject<T> =
  | { readonly ok: true; readonly value: T }
  /** In words that a model can follow. */
  | { readonly ok: false; readonly problem: string }

const MAX_ISSUES = 8
const THOUGHTS = /^\s*<think(?:ing)?>[\s\S]*?<\/think(?:ing)?>/u
const FENCE = /```(?:json)?\s*\n([\s\S]*?)(?:\n\s*```|$)/u

/** The JSON value in an answer, checked. Thoughts before it, a fence around it and words beside it are taken away. */
export function readObject<T>(answer: string, schema: z.ZodType<T>): ReadObject<T> {
  const text = answer.replace(THOUGHTS, '').trim()
  if (text === '') return { ok: false, problem: 'The answer was empty.' }
  const found = parseFirst([text, FENCE.exec(text)?.[1], outermost(text)])
  if (found === undefined) return { ok: false, problem: `The answer was not JSON: ${syntaxProblem(text)}.` }
  const checked = schema.safeParse(found.value)
  if (checked.success) return { ok: true, value: checked.data }
  const issues = checked.error.issues.slice(0, MAX_ISSUES).map(({ path, message }) => {
    const place = path.map(String).join('.')
    return place === '' ? message : `${place}: ${message}`
  })
  return { ok: false, problem: `The JSON did not follow the schema: ${issues.join('; ')}.` }
}

function parseFirst(candidates: readonly (string | undefined)[]): { readonly value: unknown } | undefined {
  for (const candidate of candidates) {
    if (candidate === undefined) continue
    try {
      return { value: JSON.parse(candidate) }
    } catch (failure) {
      if (!(failure instanceof SyntaxError)) throw failure
    }
  }
  return undefined
}

/** From the first bracket to the last that closes one of its kind. */
function outermost(text: string): string | undefined {
  const start = text.search(/[[{]/u)
  if (start === -1) return undefined
  const end = text.lastIndexOf(text[start] === '{' ? '}' : ']')
  return end <= start ? undefined : text.slice(start, end + 1)
}

function syntaxProblem(text: string): string {
  try {
    JSON.parse(text)
    return ''
  } catch (failure) {
    return failure instanceof Error ? failure.message.slice(0, 200) : String(failure)
  }
}
