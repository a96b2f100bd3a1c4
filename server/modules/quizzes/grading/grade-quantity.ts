import { stem } from '../../../kernel/text/stem.ts'
import { tokenize } from '../../../kernel/text/tokens.ts'
import { FAIL, PASS, type Grade } from './grade.ts'
import { equalValues, nearValues, quantityOf, type Quantity } from './quantity.ts'

/** Null when the right answer is not a number with a unit. A number without its unit, or rounded, is left to the learner. */
export function gradeQuantity(given: string, right: string, language: string): Grade | null {
  const wanted = quantityOf(right, language)
  if (wanted === null) return null
  const got = quantityOf(given, language)
  if (got === null) return FAIL
  const unitLeft = got.unit === '' && wanted.unit !== ''
  if (unitLeft) return equalValues(got.value, bareValue(right, language)) ? UNIT_LEFT : FAIL
  if (wanted.unit !== '' && !equalUnits(got, wanted, language)) return FAIL
  if (equalValues(got.value, wanted.value)) return PASS
  return nearValues(got.value, wanted.value) ? ROUNDED : FAIL
}

const UNIT_LEFT: Grade = { band: 'self-assess', score: 0.5, reason: 'unit' }
const ROUNDED: Grade = { band: 'self-assess', score: 0.5, reason: 'close' }

/** The 5 of "5 km", not the 5000 that it is in metres. */
const bareValue = (right: string, language: string): number =>
  quantityOf(right.replace(/[^\d.,]+$/u, ''), language)?.value ?? Number.NaN

const equalUnits = (left: Quantity, right: Quantity, language: string): boolean =>
  left.unit === right.unit || stemsOf(left.unit, language) === stemsOf(right.unit, language)

/** Both may be words ("cells") or signs ("°c"): signs that give no word are compared as they are. */
function stemsOf(unit: string, language: string): string {
  const words = tokenize(unit).map((token) => stem(token.text, language))
  return words.length === 0 ? unit : words.join(' ')
}
