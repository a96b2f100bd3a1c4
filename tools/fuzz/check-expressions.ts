import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { check } from 'recheck'
import ts from 'typescript'
import { trackedFiles } from '../checks/tracked-files.ts'
import { ROOT } from '../product-process.ts'
import type { Findings } from './finding.ts'

const PRODUCT = /^(?:contracts\/src|server|cli\/src|web\/src)\/.*[.]tsx?$/
const NOT_PRODUCT = /[.](?:test|contract|double|d)[.]tsx?$|\/testing\//
/** For one expression: one that is not decided by then is passed over. */
const LIMITS = { timeout: 400, attackTimeout: 200, incubationTimeout: 200 }

interface Expression {
  readonly source: string
  readonly flags: string
  readonly file: string
}

/** Slower than by the square of the length, no text that is short enough to be let in is read in time. */
const HIGHEST_DEGREE = 2

/** Looks for regular expressions of the product that take more than quadratic time on a text made for them. @returns how many were looked at */
export async function checkExpressions(findings: Findings): Promise<number> {
  const files = (await trackedFiles()).filter((file) => PRODUCT.test(file) && !NOT_PRODUCT.test(file))
  const all = await Promise.all(
    files.map(async (file) => expressionsIn(file, await readFile(join(ROOT, file), 'utf8'))),
  )
  const unique = new Map(all.flat().map((each) => [`/${each.source}/${each.flags}`, each]))
  for (const [text, { source, flags, file }] of unique) {
    const result = await check(source, flags, LIMITS)
    if (result.status !== 'vulnerable') continue
    const { complexity, attack } = result
    const isSlow = complexity.type === 'exponential' || complexity.degree > HIGHEST_DEGREE
    const what = `${text} is ${complexity.summary}: ${attack.pattern}`
    if (isSlow) await findings.add({ subject: file, what, replay: null })
  }
  return unique.size
}

/** Those with a repetition: without one nothing can be tried again. */
function expressionsIn(file: string, text: string): Expression[] {
  const found: Expression[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node) && /[*+]|\{\d+,/.test(node.text)) {
      const end = node.text.lastIndexOf('/')
      found.push({ source: node.text.slice(1, end), flags: node.text.slice(end + 1), file })
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true))
  return found
}
